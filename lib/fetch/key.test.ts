import { expect, test } from "vitest";
import { urlKey } from "./key";

test.each([
  "https://example.com/a/b?x=1&y=2",
  "http://example.com/a/b?x=1&y=2",
  "https://www.EXAMPLE.com:443/a/b/?y=2&x=1",
  "https://example.com./a/b?x=1&y=2&utm_source=mail&fbclid=abc#part",
])("%s is the one page", (url) => expect(urlKey(url)).toBe("example.com/a/b?x=1&y=2"));

test.each([
  ["https://example.com", "example.com"],
  ["https://example.com:8443/a", "example.com:8443/a"],
  ["https://example.com/A", "example.com/A"],
  ["https://example.com/?id=1&id=2", "example.com?id=1&id=2"],
  ["https://www.com/", "www.com"],
  ["https://bücher.example/ß", "xn--bcher-kva.example/%C3%9F"],
])("%s becomes %s", (url, key) => expect(urlKey(url)).toBe(key));

test.each(["", "example.com", "mailto:a@example.com"])("%s is no web address", (url) => expect(urlKey(url)).toBeNull());

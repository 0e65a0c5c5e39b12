/** Those of spreadsheets, by the languages in which each is usual: what people choose from. */
export const ENCODINGS = [
  { name: "utf-8", label: "Unicode (UTF-8)", languages: "" },
  { name: "windows-1252", label: "Western European", languages: "de en fr es it pt nl sv da nb no fi is ca id ms" },
  { name: "windows-1250", label: "Central European", languages: "pl cs sk hu sl hr ro bs sq" },
  { name: "windows-1251", label: "Cyrillic", languages: "ru uk bg sr mk be kk" },
  { name: "windows-1253", label: "Greek", languages: "el" },
  { name: "windows-1254", label: "Turkish", languages: "tr az" },
  { name: "windows-1255", label: "Hebrew", languages: "he iw" },
  { name: "windows-1256", label: "Arabic", languages: "ar fa ur" },
  { name: "windows-1257", label: "Baltic", languages: "et lv lt" },
  { name: "windows-1258", label: "Vietnamese", languages: "vi" },
  { name: "windows-874", label: "Thai", languages: "th" },
  { name: "gb18030", label: "Chinese, simplified (GBK)", languages: "zh zh-cn zh-hans zh-sg" },
  { name: "big5", label: "Chinese, traditional (Big5)", languages: "zh-tw zh-hk zh-hant zh-mo" },
  { name: "shift_jis", label: "Japanese (Shift JIS)", languages: "ja" },
  { name: "euc-kr", label: "Korean (EUC-KR)", languages: "ko" },
] as const;
export type Encoding = (typeof ENCODINGS)[number]["name"];

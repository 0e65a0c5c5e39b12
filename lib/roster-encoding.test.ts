import { expect, test } from "vitest";
import { ENCODINGS, type Encoding } from "./encodings";
import { decodeTable, read } from "./roster-encoding";
import { encode } from "./testing";

const CASES: [Encoding, string, string[]][] = [
  ["gb18030", "姓名,学号,班级\n沈美,2023001,一班\n王小明,2023002,二班\n", ["en"]],
  ["gb18030", "姓名,学号\n李娜,1\n", ["zh-CN"]],
  ["big5", "姓名,學號,班級\n陳大文,1,甲\n林志玲,2,乙\n", ["en"]],
  ["shift_jis", "氏名,学籍番号,クラス\n山田太郎,1,A組\n佐藤花子,2,B組\n", ["en"]],
  ["euc-kr", "이름,학번,반\n김철수,1,가\n이영희,2,나\n", ["en"]],
  ["windows-1251", "Имя;Фамилия;Группа\nМария;Иванова;А\nПётр;Сидоров;Б\n", ["en"]],
  ["windows-1251", "Мария;Иванова\nПётр;Сидоров\n", ["ru", "en"]],
  ["windows-1250", "Imię;Nazwisko;Grupa\nŁukasz;Żółć;A\nGrażyna;Wiśniewska;B\n", ["en"]],
  ["windows-1250", "Příjmení;Jméno\nNovák;Jiří\nDvořáková;Šárka\n", ["cs"]],
  ["windows-1254", "Adı;Soyadı;Şube\nGül;Yılmaz;A\nİbrahim;Çağlar;B\n", ["en"]],
  ["windows-1254", "Ad;Soyad\nGül;Yılmaz\nŞule;Güneş\n", ["tr", "en"]],
  ["windows-1253", "Όνομα;Επώνυμο\nΑλέξης;Παπαδόπουλος\n", ["en"]],
  ["windows-1255", "שם פרטי;שם משפחה\nדוד;כהן\n", ["en"]],
  ["windows-1256", "الاسم;اللقب\nمحمد;علي\n", ["en"]],
  ["windows-874", "ชื่อ;นามสกุล\nสมชาย;ใจดี\n", ["th"]],
  ["windows-1252", "Vorname;Nachname\nJürgen;Groß\nRené;Müller\n", ["de"]],
  ["windows-1252", "Prénom;Nom\nZoë;Brontë\nAndré;Léger\n", ["en"]],
];
test.each(CASES)("%s: %j", (encoding, text, languages) => {
  expect(decodeTable(encode(text, encoding), languages)).toEqual({ text, guessed: encoding });
});

test("a table that says what it is in is not guessed at", () => {
  const text = "姓名,学号\n李娜,1\n";
  expect(decodeTable(new TextEncoder().encode(text), ["zh-CN"])).toEqual({ text, guessed: null });
  expect(decodeTable(Uint8Array.from(Buffer.from(`\uFEFF${text}`, "utf16le")), ["en"])).toEqual({
    text,
    guessed: null,
  });
});

test("every encoding that can be chosen is one that is read", () => {
  for (const { name } of ENCODINGS) expect(read(new Uint8Array([65]), name)).toBe("A");
});

import { describe, expect, it } from "vitest";
import { decode } from "./article/decode";
import { readRoster, TooLong } from "./roster";
import { processorTime } from "./testing";

const people = (csv: string) => readRoster(csv).lines;
const faults = (csv: string) => readRoster(csv).faults;
const HEAD = "Name,E-mail,Section,ID\n";

describe("the words above the columns", () => {
  it.each([
    ["Name,E-mail,Section,ID"],
    ["NAME,email,group,External ID"],
    ["Student Name,E-Mail Address,Class,Student number"],
    ["Name;E-Mail-Adresse;Gruppe;Matrikelnummer"],
    ["Nombre completo\tCorreo electrónico\tGrupo\tMatrícula"],
    ["姓名,邮箱,班级,学号"],
  ])("%s", (head) => {
    const by = /[;\t]/.exec(head)?.[0] ?? ",";
    expect(people(`${head}\n${["Ada Byron", "Ada@X.org", "A", "17"].join(by)}`)).toEqual([
      { line: 2, name: "Ada Byron", given: null, family: null, email: "ada@x.org", section: "A", externalId: "17" },
    ]);
  });

  it.each([
    ["First name,Last name,Email"],
    ["Vorname,Nachname,E-Mail"],
    ["Vorname,Name,Mail"],
    ["Prénom,Nom,Courriel"],
    ["Nombre,Apellidos,Correo"],
    ["Imię,Nazwisko,E-mail"],
  ])("a name in two columns: %s", (head) => {
    expect(people(`${head}\nAda,Byron,ada@x.org`)[0]?.name).toBe("Ada Byron");
  });

  it.each([
    ["Ho,Minh,minh.ho@example.org", "minh.ho@example.org"],
    ["Nev,Ten,nev@example.org", "nev@example.org"],
    ["Name Student,Email,mail@example.org", "mail@example.org"],
  ])("a row with an address is a person: %s", (line, email) => {
    const roster = readRoster(`${line}\nByron,Ada,ada@x.org`);
    expect(roster.columns).toEqual({ header: false, name: 0, email: 2 });
    expect(roster.lines.map((one) => one.email)).toEqual([email, "ada@x.org"]);
  });

  it.each([["Ho,Class 7"], ["Adi,B"], ["Given,17"]])("one word that is also a name is a person: %s", (line) => {
    expect(people(`${line}\nByron,A`).map(({ name }) => name)).toEqual([line.split(",")[0], "Byron"]);
  });

  it.each([["Nama,NPM"], ["Họ,Tên"], ["Ad,Soyad"], ["Adi,Şube"], ["Name,Points"], ["Nom,Prénom"], ["Nom"]])(
    "stand there where there are two of them, or one that nobody is called: %s",
    (head) => {
      expect(readRoster(`${head}\nByron,A`).columns.header).toBe(true);
    },
  );

  it("is none of them where nothing is recognised: what stands in the columns is guessed, and can be chosen", () => {
    const csv = "Byron,17,ada@x.org\nHopper,18,grace@x.org";
    expect(readRoster(csv).columns).toEqual({ header: false, name: 0, email: 2 });
    expect(people(csv).map(({ line, name }) => [line, name])).toEqual([
      [1, "Byron"],
      [2, "Hopper"],
    ]);
    const chosen = readRoster(`who,what,where\n${csv}`, { header: true, name: 0, externalId: 1, email: 2 });
    expect(chosen.heads).toEqual(["who", "what", "where"]);
    expect(chosen.lines[1]).toEqual({
      line: 3,
      name: "Hopper",
      ...{ given: null, family: null },
      email: "grace@x.org",
      section: null,
      externalId: "18",
    });
  });
});

describe("rosters as schools' systems export them", () => {
  const said = (csv: string) =>
    readRoster(csv).lines.map(({ name, given, family, email, section, externalId }) =>
      [name, given, family, email, section, externalId].map((one) => one ?? "–").join(" | "),
    );

  it("Canvas, its gradebook: names the other way round, points that are nobody, an ID of the school's", () => {
    const csv = `Student,ID,SIS User ID,SIS Login ID,Section,Essay (10),Current Score
,,,,,Manual Posting,
    Points Possible,,,,,10,(read only)
"Byron, Ada",101,S17,ada@school.example,Morning,9,90
"García Lorca, Juan",102,S18,juan@school.example,Evening,,
"Student, Test",103,,,Morning,,`;
    expect(said(csv)).toEqual([
      "Ada Byron | Ada | Byron | ada@school.example | Morning | S17",
      "Juan García Lorca | Juan | García Lorca | juan@school.example | Evening | S18",
    ]);
    expect(faults(csv)).toEqual([]);
  });

  it("Moodle, its participants: several groups, and who is no student is left out and said", () => {
    const csv = `First name,Last name,ID number,Email address,Roles,Groups
Gül,Yılmaz,17,gul@school.example,Student,"Group A, Group B"
Ben,Ode,18,ben@school.example,"Student, Student representative",Group B
Lea,Lind,,lea@school.example,"Teacher, Manager",`;
    expect(said(csv)).toEqual([
      "Gül Yılmaz | Gül | Yılmaz | gul@school.example | Group A | 17",
      "Ben Ode | Ben | Ode | ben@school.example | Group B | 18",
    ]);
    expect(readRoster(csv).warnings).toHaveLength(1);
    expect(faults(csv).map(({ line, message }) => [line, message.includes("Teacher, Manager")])).toEqual([[4, true]]);
  });

  it("Blackboard, in tabs: a user name is nobody's name", () => {
    const csv = `"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Last Access"
"Byron"\t"Ada"\t"abyron3"\t"0042"\t"2026-11-02"`;
    expect(said(csv)).toEqual(["Ada Byron | Ada | Byron | – | – | 0042"]);
    expect(people("Username,Name\nabyron3,Ada Byron")[0]?.name).toBe("Ada Byron");
    expect(people("Login ID,Full name\nada@x.org,Ada Byron")[0]?.email).toBe("ada@x.org");
  });

  it("Brightspace: an ID with a sign before it", () => {
    const csv = "OrgDefinedId,Username,Last Name,First Name,Email\n#1017,ada.b,Byron,Ada,ada@x.org";
    expect(said(csv)).toEqual(["Ada Byron | Ada | Byron | ada@x.org | – | 1017"]);
  });

  it.each([
    ["Adı;Soyadı;Şube\nGül;Yılmaz;A", "Gül Yılmaz | Gül | Yılmaz | – | A | –"],
    ["Vorname;Nachname;Klasse\nJürgen;Groß;7b", "Jürgen Groß | Jürgen | Groß | – | 7b | –"],
    ["姓,名,学号\n沈,美,17", "沈美 | 美 | 沈 | – | – | 17"],
    ["姓名,班級,學號\n陳大文,甲,17", "陳大文 | – | – | – | 甲 | 17"],
    ["Имя;Фамилия;Группа\nМария;Иванова;А", "Мария Иванова | Мария | Иванова | – | А | –"],
    ["Příjmení;Jméno\nNovák;Jiří", "Jiří Novák | Jiří | Novák | – | – | –"],
  ])("in another language: %s", (csv, line) => {
    expect(said(csv)).toEqual([line]);
  });

  it.each(["Email\nada.byron@x.org\nben@x.org", "ada.byron@x.org\nben@x.org", "E-Mail\nada.byron@x.org;\nben@x.org"])(
    "addresses alone: %j",
    (csv) =>
      expect(people(csv).map(({ name, email }) => [name, email])).toEqual([
        ["Ada Byron", "ada.byron@x.org"],
        ["Ben", "ben@x.org"],
      ]),
  );
});

describe("what is at fault", () => {
  it("is said by line, and the other lines are read", () => {
    const csv = `${HEAD}Ada,ada@x.org,A,1\n,ben@x.org,A,2\nCem,not one,A,3\nDora,ADA@x.org,B,4\nEve,eve@x.org,B,1\n\nFinn,,,\nfinn,,,\n${"x".repeat(81)},,,9\nGil,,${"s".repeat(61)},10\nHal,,,${"i".repeat(101)}\n\u200B,,,12\nIda,ida@x.org,A,12`;
    expect(people(csv).map(({ line, name }) => [line, name])).toEqual([
      [2, "Ada"],
      [8, "Finn"],
      [14, "Ida"],
    ]);
    expect(faults(csv).map(({ line, message }) => `${line} ${message}`)).toEqual([
      "3 There is no name.",
      "4 “not one” does not look like an e-mail address.",
      "5 The address ada@x.org stands in line 2 already.",
      "6 The ID “1” stands in line 2 already.",
      "9 “finn”, without an address or an ID, stands in line 8 already.",
      `10 The name “${"x".repeat(39)}…” is too long: at most 80 characters.`,
      `11 The section “${"s".repeat(39)}…” is too long: at most 60 characters.`,
      `12 The ID “${"i".repeat(39)}…” is too long: at most 100 characters.`,
      "13 There is no name.",
    ]);
  });

  it("is a mark of quotation that is never closed, from where it was opened", () => {
    expect(faults(`${HEAD}Ada,ada@x.org,A,1\n"Ben,ben@x.org,A,2\nCem,cem@x.org,A,3`)).toMatchObject([{ line: 3 }]);
  });

  it("is what cannot be read or stored", () => {
    expect(faults(`${HEAD}Ad\uFFFD,ada@x.org,,\nB\0en,ben@x.org,,\n\uD800,,,`).map(({ line }) => line)).toEqual([
      2, 3, 4,
    ]);
  });

  it("is nothing in a cell that no column is asked of", () => {
    expect(people("Name,Remark\nAda,\uFFFD")).toHaveLength(1);
  });
});

describe("encodings", () => {
  const text = `${HEAD}Zoë Brontë,zoe@x.org,A,1\n`;
  const wide = (little: boolean) => {
    const bytes = Buffer.from(`\uFEFF${text}`, "utf16le");
    return little ? bytes : bytes.swap16();
  };
  it.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`)],
    ["UTF-16", wide(true)],
    ["UTF-16, the other way round", wide(false)],
    ["Windows-1252", Buffer.from(text, "latin1")],
  ])("%s", (_, bytes) => {
    expect(people(decode(bytes).text)[0]?.name).toBe("Zoë Brontë");
  });

  it("warns of what was saved wrongly before", () => {
    expect(readRoster(`${HEAD}${Buffer.from("Zoë").toString("latin1")},,,`).warnings).toHaveLength(1);
    expect(readRoster(text).warnings).toEqual([]);
  });
});

describe("five thousand lines", () => {
  const many = (n: number) =>
    `${HEAD}${Array.from({ length: n }, (_, i) => `Reader ${i},reader-${i}@school.example,Section ${i % 25},${i}`).join("\n")}`;

  it("are read within two seconds, and one more is too many", () => {
    const csv = many(5_000);
    expect(processorTime(() => expect(people(csv)).toHaveLength(5_000))).toBeLessThan(2_000);
    expect(() => readRoster(many(5_001))).toThrow(TooLong);
  });
});

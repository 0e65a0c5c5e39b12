import type { CsvRow } from "./csv";
import type { Columns, Field } from "./schemas/roster";

/** Which column of a roster says what: by the words above them, in the languages and forms that schools' systems use. */

export type Head = { columns: Columns; heads: string[] };

/** In lower case, without accents, spaces and signs. */
const WORDS: Record<Field, string> = {
  name: "name fullname studentname student displayname learner participant nombrecompleto nombre nom nome nomecompleto naam namn navn schuler schulerin studierende etudiant eleve alumno aluno studente 姓名 氏名 名前 이름 имя фио",
  first: "firstname givenname forename first vorname prenom nombres voornaam fornamn fornavn imie ad primeironome 名",
  last: "lastname surname familyname last nachname familienname zuname nomdefamille apellido apellidos cognome sobrenome apelido achternaam efternamn etternavn efternavn nazwisko soyad фамилия 姓",
  email:
    "email mail emailaddress mailaddress emailadresse mailadresse emailadres epost eposta epostadress correo correoelectronico correio courriel adressemail adresseemail adresseelectronique posta postaelettronica indirizzoemail почта электроннаяпочта 邮箱 电子邮件 メール メールアドレス 이메일",
  section:
    "section sections sectionname group groupname class classname course team cohort period gruppe klasse kurs groupe classe cours grupo clase curso turma seccion gruppo sezione classi groep klas grupp klass gruppa grupa sekcja sinif 班级 组 クラス 組 반 группа класс",
  externalId:
    "id externalid studentnumber studentid studentno number no sisid sisuserid orgdefinedid personid personalid idnumber matrikelnummer matrikel matnr matrikelnr numeroetudiant numero matricule matricula numerodematricula studentnummer studienummer leerlingnummer matricola indeks 学号 学籍番号 학번",
};
const FIELD_OF = new Map<string, Field>();
for (const field of ["externalId", "section", "email", "last", "first", "name"] as const)
  for (const word of WORDS[field].split(" ")) FIELD_OF.set(word, field);

const plain = (word: string) =>
  word
    .normalize("NFKD")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/ł/g, "l")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .normalize("NFC");

const fieldOf = (word: string): Field | undefined => {
  const said = plain(word);
  return FIELD_OF.get(said) ?? FIELD_OF.get(said.replace(/^(student|user|learner|schuler|teilnehmer)s?/, ""));
};

/** The columns as they are given, or as the first row tells them, or as what stands in them suggests. */
export function columnsOf(rows: readonly CsvRow[], given?: Columns): Head {
  const first = rows[0]?.cells ?? [];
  // The widest row counts, or what stands beyond the first one's end could not be chosen.
  const width = rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
  const columns = given ?? named(first) ?? guessed(rows);
  const heads = Array.from({ length: Math.min(width, 200) }, (_, i) => first[i]?.trim() || "");
  return { columns, heads };
}

/** By the words of the first row; null when it has none that say who somebody is. */
function named(cells: readonly string[]): Columns | null {
  const found: Columns = { header: true };
  cells.forEach((cell, i) => {
    const field = fieldOf(cell);
    if (field && found[field] === undefined) found[field] = i;
  });
  // “Nombre” beside “Apellidos” is the first name, “Nom” beside “Prénom” the last.
  if (found.name !== undefined && found.last !== undefined && found.first === undefined) {
    found.first = found.name;
    delete found.name;
  } else if (found.name !== undefined && found.first !== undefined && found.last === undefined) {
    found.last = found.name;
    delete found.name;
  }
  const tells = found.name ?? found.first ?? found.last ?? found.email;
  return tells === undefined ? null : found;
}

/** Without a row of words: the column with addresses, and before or after it the first other one as names. */
function guessed(rows: readonly CsvRow[]): Columns {
  const some = rows.slice(0, 20);
  const width = Math.max(0, ...some.map((row) => row.cells.length));
  const share = (i: number) => some.filter((row) => row.cells[i]?.includes("@")).length / (some.length || 1);
  const email = Array.from({ length: width }, (_, i) => i).find((i) => share(i) > 0.3);
  const name = email === 0 ? 1 : 0;
  return { header: false, name, ...(email !== undefined && { email }) };
}

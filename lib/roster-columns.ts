import type { CsvRow } from "./csv";
import type { Columns, Field } from "./schemas/roster";

/** Which column of a roster says what: by the words above them, in the languages and forms that schools' systems use. */

/** Columns that can be chosen. */
const MOST_COLUMNS = 200;

export type Head = { columns: Columns; heads: string[] };

/** Of two columns that say the same, the one whose word stands first here is taken. */
const WORDS: Record<Field, string> = {
  name: "fullname name studentname displayname sortablename firstnamelastname lastnamefirstname vornamenachname student learner participant nombrecompleto nombre nom nome nomecompleto naam namn navn nev nimi nama schuler schulerin studierende etudiant eleve alumno aluno studente isim adsoyad adisoyadi imieinazwisko hovaten ονοματεπωνυμο 姓名 氏名 名前 이름 성명 имя фио піб ชื่อ الاسم שם",
  first:
    "firstname givenname forename first given vorname prenom nombres voornaam fornamn fornavn imie ad adi primeironome jmeno keresztnev etunimi krestnijmeno ten ονομα 名 ім'я שםפרטי الاسمالأول",
  last: "lastname surname familyname last family nachname familienname zuname nomdefamille apellido apellidos cognome sobrenome apelido achternaam efternamn etternavn efternavn nazwisko prijmeni vezeteknev sukunimi soyad soyadi ho επωνυμο фамилия прізвище 姓 성 นามสกุล שםמשפחה اللقب العائلة",
  email:
    "email mail emailaddress mailaddress emailadresse mailadresse emailadres epost eposta epostadress correo correoelectronico correio courriel adressemail adresseemail adresseelectronique posta postaelettronica indirizzoemail почта электроннаяпочта 邮箱 电子邮件 電子郵件 信箱 メール メールアドレス 이메일",
  section:
    "section class classname sectionname klasse classe clase turma klass klas 班级 班級 班别 クラス 組 반 класс course team cohort period kurs cours curso seccion sezione classi sinif sube gruppe group groupname groupe grupo gruppo groep grupp gruppa grupa sekcja группа 组 sections classes groups gruppen groupes grupos gruppi groepen группы",
  externalId:
    "sisuserid sisid orgdefinedid studentid studentnumber studentno matrikelnummer matrikel matnr matrikelnr numeroetudiant matricule matricula numerodematricula studentnummer studienummer leerlingnummer matricola indeks ogrencino 学号 學號 学籍番号 학번 idnumber externalid personid personalid npm nim nisn number no numero id",
  role: "role roles rolle rollen rol ruolo papel funcao rola 角色 役割 역할 роль",
};
type Known = { field: Field; rank: number };
const FIELD_OF = new Map<string, Known>();
/** Names to sign in with: nobody is called so. */
const LOGINS = new Set(
  "username userlogin login loginid loginname sisloginid benutzername anmeldename nomdutilisateur identifiant nombredeusuario usuario nomeutente nomedeusuario gebruikersnaam anvandarnamn brukernavn kullaniciadi 用户名 使用者名稱 ユーザー名 логин".split(
    " ",
  ),
);

/** In lower case, without accents, spaces and signs. */
const plain = (word: string) =>
  word
    .normalize("NFKD")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/ł/g, "l")
    .replace(/ı/g, "i")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .normalize("NFC");

for (const field of ["role", "externalId", "section", "email", "last", "first", "name"] as const)
  for (const [rank, word] of WORDS[field].split(" ").entries()) FIELD_OF.set(plain(word), { field, rank });

function fieldOf(word: string): Known | undefined {
  const said = plain(word);
  if (LOGINS.has(said)) return undefined;
  return FIELD_OF.get(said) ?? FIELD_OF.get(said.replace(/^(student|user|learner|schuler|teilnehmer)s?/, ""));
}

/** The columns as they are given, or as the first row tells them, or as what stands in them suggests. */
export function columnsOf(rows: readonly CsvRow[], given?: Columns): Head {
  const first = rows[0]?.cells ?? [];
  // The widest row counts, or what stands beyond the first one's end could not be chosen.
  const width = rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
  const columns = given ?? named(first, rows) ?? guessed(rows);
  const heads = Array.from({ length: Math.min(width, MOST_COLUMNS) }, (_, i) => first[i]?.trim() || "");
  return { columns, heads };
}

/** Rows by which a column is judged. */
const LOOKED_AT = 20;
const addresses = (rows: readonly CsvRow[], column: number) =>
  rows.filter((row) => row.cells[column]?.includes("@")).length / (rows.length || 1);

/** Words for a column that are also what people are called: one of them alone among others makes no row of words. */
const NAMES = new Set(
  "ho ten ad adi nama nev nom nimi naam isim given first last family learner mail posta".split(" "),
);

/** Whether a row may say what stands below it, and is not the first person. */
function isWords(cells: readonly string[]): boolean {
  if (cells.some((cell) => /\S@\S/u.test(cell))) return false;
  const said = cells.slice(0, MOST_COLUMNS).filter((cell) => cell.trim() !== "");
  const known = said.filter((cell) => fieldOf(cell) !== undefined || LOGINS.has(plain(cell)));
  return said.length < 2 || known.length > 1 || known.some((cell) => !NAMES.has(plain(cell)));
}

/** By the words of the first row; null when it has none that say who somebody is. */
function named(cells: readonly string[], rows: readonly CsvRow[]): Columns | null {
  if (!isWords(cells)) return null;
  const found: Columns = { header: true };
  const ranks = new Map<Field, number>();
  for (const [i, cell] of cells.entries()) {
    const known = i < MOST_COLUMNS ? fieldOf(cell) : undefined;
    if (!known || known.rank >= (ranks.get(known.field) ?? Number.POSITIVE_INFINITY)) continue;
    ranks.set(known.field, known.rank);
    found[known.field] = i;
  }
  // Where addresses serve to sign in, they stand under that.
  if (found.email === undefined) {
    const some = rows.slice(1, 1 + LOOKED_AT);
    const login = cells.findIndex((cell, i) => LOGINS.has(plain(cell)) && addresses(some, i) > 0.3);
    if (login >= 0 && login < MOST_COLUMNS) found.email = login;
  }
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

/** Without a row of words: the column with addresses, and before or after it the first other one as names, if there is one. */
function guessed(rows: readonly CsvRow[]): Columns {
  const some = rows.slice(0, LOOKED_AT);
  const width = Math.min(MOST_COLUMNS, Math.max(0, ...some.map((row) => row.cells.length)));
  const email = Array.from({ length: width }, (_, i) => i).find((i) => addresses(some, i) > 0.3);
  if (email !== undefined && width === 1) return { header: false, email };
  const name = email === 0 ? 1 : 0;
  return { header: false, name, ...(email !== undefined && { email }) };
}

/** Whether a column says in how many groups somebody is, each with a comma after it. */
export const saysSeveral = (head: string | undefined): boolean =>
  /^(?:sections|classes|groups|gruppen|groupes|grupos|gruppi|groepen|группы)$/u.test(plain(head ?? ""));

/** Who teaches, assists, watches or manages, in the words of schools' systems. */
const STAFF =
  /teacher|instructor|lecturer|professor|faculty|\bta\b|assistant|tutor|grader|designer|observer|auditor|manager|admin|owner|coordinator|lehrer|lehrkraft|dozent|betreuer|beobachter|trainer|enseignant|formateur|observateur|profesor|docente|docent|professore|larare|opettaja|nauczyciel|ogretmen|преподаватель|учитель|наблюдатель|教师|老师|教師|老師|助教|教員|先生|교사|교수|조교/u;
const STUDENT =
  /student|learner|pupil|participant|member|etudiant|eleve|estudiante|alumn|studente|aluno|schuler|studierende|teilnehmer|leerling|elev|opiskelija|uczen|ogrenci|студент|ученик|учащийся|学生|學生|生徒|학생/u;

/** Whether a role is not a student's; one that nothing is known of is. */
export function isStaff(role: string): boolean {
  const said = role.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/ı/g, "i");
  const composed = said.normalize("NFC");
  return STAFF.test(composed) && !STUDENT.test(composed);
}

/** How many heads of a row are words that say what a column holds. */
export const recognised = (cells: readonly string[]): number =>
  cells.slice(0, MOST_COLUMNS).filter((cell) => /[^\p{ASCII}]/u.test(cell) && fieldOf(cell) !== undefined).length;

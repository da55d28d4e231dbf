//! Words that people write into lists, in the languages they write them in: names of columns, and yes and no.

use std::borrow::Cow;

use super::csv::Cell;

/// Stems that a column of phone numbers is named with, best first. Compared with the letters of a name alone, so that
/// `phone_number`, `Phone Number` and `phoneNumber` are one.
const NUMBER_STEMS: [(&str, i32); 3] = [
    (" whatsapp waid wanumber msisdn e164 ", 5),
    (
        " mobil cellphone celular movil telemovel handy portable cellulare smartphone gsm 手机 手機 携帯 휴대 сотов мобил \
            모바일 जवाल جوال موبايل محمول נייד मोबाइल มือถือ didộng κινητό komork nohp ponsel kannyk matkapuh ",
        4,
    ),
    (
        " phone fone telef telep rufnummer fernsprech 电话 電話 号码 전화 телеф номер هاتف تليفون טלפון फोन โทร diệnthoại \
            sdt τηλέφ contactnumber contactno numerodecontac numerodecontat recipient destinat empfanger numara puh ",
        3,
    ),
];

/// Short for a telephone, as one word among others: "Tel.-Nr.", "N° de tel".
const TELEPHONE: &str = " tel telf tfno tlf fono ";

/// What follows says how the numbers are written, and not what the column is: "with country code".
const WRITTEN: &str = " withcountry withoutcountry includingcountry inclcountry conco comco mitland avecindicatif ";

/// Short names that mean numbers only when nothing else stands beside them.
const NUMBER_WORDS: &str = " tel cell cel wa to number numbers nummer numero nomor hp cep tlf mob tfno fon gsm \
    kontakt contact contacts fone telf telephone رقم ";

/// What speaks against a column of numbers to write to, whatever else its name says.
const OTHER_STEMS: &str = " fax label typ mail code verified optin optout consent presend date zip postal iban order \
    price amount sku birth count extension marketing subscri plz company latitude longitude created time ";
const OTHER_WORDS: &str = " id ids uid leid euid record recordid customerid contactid nr no index year age qty total ";

/// Names of other columns, by which a header is known.
const HEADER_WORDS: &str = " name names first last firstname lastname fullname given family email mail id city \
    country company address date nombre nombres apellido apellidos correo ciudad pais empresa nom prenom ville pays \
    societe vorname nachname stadt land firma anrede kunde nome sobrenome cidade cognome citta voornaam achternaam \
    imie nazwisko jmeno prijmeni nev имя фамилия город 姓名 名字 名前 氏名 이름 اسم الاسم שם नाम nama isim ad soyad adi ten \
    ชื่อ όνομα navn efternamn namn fornamn nimi optout consent tags notes status group language segment birthday ";

/// Stems of columns that say who wants no messages.
const OPT_OUT_STEMS: &str = " optout optedout unsubscrib abgemeldet abmeld desinscri desabonn desuscri darsedebaja \
    descadastr donotcontact donotsend donotmessage stopped nocontactar disiscri ";
/// Other channels: who wants no e-mail may still want messages.
const OTHER_CHANNELS: &str = " mail sms call newsletter fax ";

/// Names of columns of countries; whole, or behind "address", "mailing" and the like.
const COUNTRY_WORDS: &str = " countryregion countryiso countryisocode countryname land landercode landerkurzel pays \
    codepays pais codigopais codigodepais ddi dialcode callingcode paese nazione kraj страна 国家 國家 国 국가 negara ulke \
    देश الدولة البلد מדינה ";

const YES: &str = " y yes yep true t 1 x ok on ja j si sim oui o vrai wahr vero verdadero verdadeiro da да д истина \
    hai はい 是 对 有 نعم כן हाँ हां haan ya iya benar tak prawda ano igen igaz ναι vang co dung ใช่ 예 네 evet e ✓ ✔ ☑ ✅ \
    1.0 ";
const NO: &str = " n no nope false f 0 off nein non faux falsch falso nao nu нет н ложь いいえ 否 不 没有 無 无 لا לא नहीं \
    nahi tidak nie falsz ne nem hamis όχι khong ไม่ 아니요 아니오 hayir h nej nei ei - – — none null nil na n/a undefined ✗ \
    ✘ ☐ ❌ 0.0 never nunca jamais mai niemals ";
/// Words of columns that hold a state rather than an answer.
const AGREED: &str = " subscribed optedin optin accepted agreed consented granted confirmed active allowed \
    einverstanden zugestimmt angemeldet aceptado aceito suscrito abonne inscrit iscritto ";
const STOPPED: &str = " unsubscribed notsubscribed optedout optout stop stopped declined denied refused revoked \
    withdrawn cancelled canceled blocked removed rejected abgemeldet abgelehnt widerrufen baja cancelado rechazado \
    desinscrit desabonne refuse rifiutato recusado ";

/// What a cell answers to "did this person agree?" or "did they say stop?".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Empty,
    Yes,
    No,
    /// A word that says it by itself, whichever way the column asks.
    Agreed,
    Stopped,
    /// Something else.
    Unclear,
}

/// Letters, each with those that have a sign and are written without it as well.
const SIGNED: &str = "aáàâãäåăąeéèêëęěiíìîïıoóòôõöőøuúùûüűůnñńňcçćčsşśšșzžźżrřgğlłdđyýtț";

fn unsigned(c: char) -> char {
    let mut letter = c;
    if c.is_ascii() {
        return c;
    }
    for signed in SIGNED.chars() {
        if signed.is_ascii() {
            letter = signed;
        } else if signed == c {
            return letter;
        }
    }
    c
}

/// In lower case, and without the signs on Latin letters.
#[inline(never)]
fn folded(text: &str) -> String {
    text.to_lowercase().chars().map(unsigned).collect()
}

/// Letters and digits alone, in lower case and without signs.
#[inline(never)]
pub(crate) fn letters(text: &str) -> String {
    let mut text = folded(text);
    text.retain(char::is_alphanumeric);
    text
}

#[inline(never)]
fn has_word(words: &str, word: &str) -> bool {
    !word.is_empty() && words.split(' ').any(|w| w == word)
}

/// Whether one of the words of a name is among some.
#[inline(never)]
fn any_word(words: &str, name: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric()).any(|word| has_word(words, &letters(word)))
}

#[inline(never)]
fn has_stem(stems: &str, text: &str) -> bool {
    stems.split_ascii_whitespace().any(|stem| text.contains(stem))
}

/// The letters of what a column is, without how it is written: of "Phone (with country code)" those of "Phone".
#[inline(never)]
fn subject(name: &str) -> String {
    let mut plain = letters(name);
    for written in WRITTEN.split_ascii_whitespace() {
        if let Some(at) = plain.find(written).filter(|at| *at > 0) {
            plain.truncate(at);
        }
    }
    plain
}

/// How well a name fits a column of phone numbers: above 0 well, below 0 badly.
pub(crate) fn names_numbers(name: &str) -> i32 {
    let plain = subject(name);
    if has_stem(OTHER_STEMS, &plain) || has_word(OTHER_WORDS, &plain) {
        // More than the best content can make up for, if a column with a good name has some, too.
        return -8;
    }
    let stem = NUMBER_STEMS.iter().find(|(stems, _)| has_stem(stems, &plain)).map(|(_, score)| *score);
    // A name that says no more is a better one than "phone of the emergency contact".
    let bonus = i32::from(plain.chars().count() <= 12);
    match stem {
        Some(score) => score * 2 + bonus,
        None if has_word(NUMBER_WORDS, &plain) || any_word(TELEPHONE, name) => 4,
        None => 0,
    }
}

/// Whether a cell is the name of a column.
pub(crate) fn names_something(name: &str) -> bool {
    let plain = letters(name);
    names_numbers(name) > 0
        || has_word(HEADER_WORDS, &plain)
        || has_stem(OTHER_STEMS, &plain)
        || has_stem(OPT_OUT_STEMS, &plain)
        || any_word(HEADER_WORDS, name)
}

/// Whether a column says who wants no messages.
pub(crate) fn names_opt_out(name: &str) -> bool {
    let plain = letters(name);
    has_stem(OPT_OUT_STEMS, &plain) && !has_stem(OTHER_CHANNELS, &plain)
}

/// Whether a column says in which country a person lives.
pub(crate) fn names_country(name: &str) -> bool {
    let plain = subject(name);
    has_word(COUNTRY_WORDS, &plain) || plain.ends_with("country") || plain.ends_with("countrycode")
}

/// What a cell of such a column answers. A day or time stands for yes: that is when it happened; a day of nothing but zeros is
/// what some databases have for never.
pub(crate) fn answer(text: &str) -> Answer {
    let text = folded(text.trim());
    if text.is_empty() {
        return Answer::Empty;
    }
    if is_date(&text) {
        let never = text.starts_with("00") && !text.contains(|c: char| ('1'..='9').contains(&c));
        return if never { Answer::No } else { Answer::Yes };
    }
    let plain = letters(&text);
    let is = |words: &str| has_word(words, &text) || has_word(words, &plain);
    if is(YES) {
        Answer::Yes
    } else if is(NO) {
        Answer::No
    } else if has_word(STOPPED, &plain) {
        Answer::Stopped
    } else if has_word(AGREED, &plain) {
        Answer::Agreed
    } else {
        Answer::Unclear
    }
}

/// The cells that were met last, with what they answer: a column of answers has a few words for them, again and again.
pub(crate) struct Answers {
    /// Where they stand in the list.
    met: [(Cell, Answer); MET],
    next: usize,
}

/// How many are remembered.
const MET: usize = 8;

impl Answers {
    pub(crate) const fn new() -> Self {
        Self { met: [(Cell { start: 0, end: 0, quoted: false }, Answer::Empty); MET], next: 0 }
    }

    /// What a cell answers; its text is asked for only where it was not met before.
    pub(crate) fn of<'t>(&mut self, bytes: &[u8], cell: Cell, text: impl FnOnce() -> Cow<'t, str>) -> Answer {
        if let Some((_, answer)) = self.met.iter().find(|(met, _)| met.of(bytes) == cell.of(bytes)) {
            return *answer;
        }
        let answer = answer(&text());
        self.met[self.next % MET] = (cell, answer);
        self.next += 1;
        answer
    }
}

/// Whether a text is a day, with or without a time: groups of digits that are too short for anything else.
pub(crate) fn is_date(text: &str) -> bool {
    let day = text.split([' ', 'T', 't', ',']).next().unwrap_or_default();
    let mut groups = day.split(['-', '.', '/']);
    let lengths: Vec<usize> = groups.by_ref().map(str::len).collect();
    day.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'/'))
        && matches!(lengths[..], [4, 1..=2, 1..=2] | [1..=2, 1..=2, 2 | 4])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns_are_known() {
        for name in [
            "Phone",
            "phone_number",
            "Téléphone",
            "Móvil",
            "WhatsApp",
            "Handynummer",
            "手机号",
            "No. HP",
            "Phone 1 - Value",
            "Teléfono",
            "Tele\u{301}fono",
            "Número de teléfono",
            "N° Teléfono",
            "Número de contacto",
            "Fono",
            "Telèfon",
            "Tel.-Nr.",
            "رقم",
            "Phone (with country code)",
            "Phone Number (incl. country code)",
            "WhatsApp number with country code",
            "phone_with_country_code",
            "Handynummer mit Ländercode",
            "Número de teléfono con código de país",
        ] {
            assert!(names_numbers(name) > 0, "{name}");
        }
        for name in [
            "Fax",
            "Phone 1 - Label",
            "Record ID",
            "E-mail",
            "Zip",
            "presend_digits",
            "phone_country_code",
            "Phone type",
            "E-mail with name",
            "Country code of the phone",
        ] {
            assert!(names_numbers(name) < 0, "{name}");
        }
        assert!(names_numbers("WhatsApp Phone Number") > names_numbers("Mobile Phone Number"));
        assert!(names_numbers("Mobile Phone Number") > names_numbers("Phone Number"));
        for name in ["Notes", "Número de pedido", "Numéro de commande", "Hotel", "número de conta"] {
            assert_eq!(names_numbers(name), 0, "{name}");
        }
        assert!(names_something("First Name") && names_something("Vorname") && !names_something("Ana"));
        assert!(names_opt_out("Opted out") && names_opt_out("unsubscribed_at"));
        for name in [
            "Country/Region",
            "Default Address Country Code",
            "Address 1 - Country",
            "Land",
            "País",
            "country_code",
            "Código de país",
            "DDI",
            "Dial code",
        ] {
            assert!(names_country(name), "{name}");
        }
        assert!(!names_country("Phone (with country code)"));
        assert!(!names_country("Landline") && !names_country("Country Club member"));
        assert!(!names_opt_out("Unsubscribed from all email") && !names_opt_out("Opted in"));
    }

    #[test]
    fn words_stand_as_they_are_compared() {
        let stems = [OTHER_STEMS, OPT_OUT_STEMS, OTHER_CHANNELS, COUNTRY_WORDS, AGREED, STOPPED, WRITTEN];
        for stem in stems.into_iter().chain(NUMBER_STEMS.map(|(stems, _)| stems)).flat_map(str::split_whitespace) {
            assert_eq!(letters(stem), *stem);
        }
        for words in [NUMBER_WORDS, OTHER_WORDS, HEADER_WORDS, TELEPHONE, YES, NO] {
            assert_eq!(folded(words), words);
        }
    }

    #[test]
    fn answers_are_remembered() {
        let (bytes, mut answers) = (b"yesno,yes,012345678", Answers::new());
        let mut of = |start: usize, end: usize, text: &'static str| {
            answers.of(bytes, Cell { start, end, quoted: false }, || text.into())
        };
        assert_eq!(of(0, 3, "yes"), Answer::Yes);
        // The same again is not looked up, until as many others were met.
        assert_eq!(of(6, 9, "no"), Answer::Yes);
        assert_eq!(of(3, 5, "no"), Answer::No);
        assert_eq!(of(4, 4, "yes"), Answer::Empty);
        for at in 10..10 + MET {
            assert_eq!(of(at, at + 1, "2024-05-01"), Answer::Yes);
        }
        assert_eq!(of(0, 3, "no"), Answer::No);
    }

    #[test]
    fn answers_are_understood() {
        for (text, wanted) in [
            ("Yes", Answer::Yes),
            (" ja ", Answer::Yes),
            ("ИСТИНА", Answer::Yes),
            ("2024-05-01", Answer::Yes),
            ("01.05.2024 12:30", Answer::Yes),
            ("no", Answer::No),
            ("FALSCH", Answer::No),
            ("n/a", Answer::No),
            ("", Answer::Empty),
            ("Unsubscribed", Answer::Stopped),
            ("opted-in", Answer::Agreed),
            ("maybe", Answer::Unclear),
            ("0000-00-00", Answer::No),
            ("0000-00-00 00:00:00", Answer::No),
            ("00/00/0000", Answer::No),
            ("Sì", Answer::Yes),
            ("Sim!", Answer::Yes),
            ("Não.", Answer::No),
            ("1.0", Answer::Yes),
            ("0.0", Answer::No),
            ("never", Answer::No),
        ] {
            assert_eq!(answer(text), wanted, "{text}");
        }
    }
}

//! Media files: what a file is, told from its first bytes, its MIME type or its name, and which message it suits.

use crate::Error;
use crate::value::{Node, Path, Value};

/// Kinds of message that show a file, as bits, so that a format can suit several.
pub(crate) const IMAGE: u8 = 1;
pub(crate) const VIDEO: u8 = 2;
pub(crate) const AUDIO: u8 = 4;
pub(crate) const DOCUMENT: u8 = 8;
pub(crate) const STICKER: u8 = 16;
/// A template header that plays a short video like a GIF.
pub(crate) const GIF: u8 = 32;

/// What a file can be.
pub(crate) struct Format {
    pub(crate) words: &'static str,
    mimes: &'static str,
    endings: &'static str,
    /// Kinds of message that it suits.
    pub(crate) fits: u8,
    /// The container that it is a special case of: its bytes alone do not always tell which.
    inside: Option<&'static Format>,
}

const fn format(words: &'static str, mimes: &'static str, endings: &'static str, fits: u8) -> Format {
    Format { words, mimes, endings, fits, inside: None }
}

const fn special(
    words: &'static str,
    mimes: &'static str,
    endings: &'static str,
    fits: u8,
    container: &'static Format,
) -> Format {
    Format { words, mimes, endings, fits, inside: Some(container) }
}

static JPEG: Format = format("a JPEG picture", "image/jpeg image/jpg image/pjpeg", "jpg jpeg jfif", IMAGE);
static PNG: Format = format("a PNG picture", "image/png", "png", IMAGE);
static WEBP: Format = format("a WebP picture", "image/webp", "webp", STICKER);
static GIF_PICTURE: Format = format("a GIF picture", "image/gif", "gif", 0);
static HEIC: Format =
    format("a HEIC picture", "image/heic image/heif image/heic-sequence image/heif-sequence", "heic heif hif", 0);
static AVIF: Format = format("an AVIF picture", "image/avif", "avif", 0);
static BMP: Format = format("a BMP picture", "image/bmp image/x-ms-bmp", "bmp", 0);
static TIFF: Format = format("a TIFF picture", "image/tiff", "tif tiff", 0);
static SVG: Format = special("an SVG drawing", "image/svg+xml", "svg", 0, &TEXT);
static MP4: Format = special("an MP4 video", "video/mp4", "mp4", VIDEO | GIF, &MP4_FAMILY);
static M4A: Format = special("an M4A recording", "audio/mp4 audio/m4a audio/x-m4a", "m4a", AUDIO, &MP4_FAMILY);
static THREE_GP: Format = special("a 3GP video", "video/3gp video/3gpp", "3gp", VIDEO, &MP4_FAMILY);
static MP4_FAMILY: Format = format("an MP4 file", "", "", VIDEO | GIF | AUDIO);
static MOV: Format = format("a QuickTime video", "video/quicktime", "mov qt", 0);
static WEBM: Format = format("a WebM or Matroska file", "video/webm audio/webm video/x-matroska", "webm mkv", 0);
static AVI: Format = format("an AVI video", "video/x-msvideo video/avi", "avi", 0);
static OGG: Format = format("an Ogg recording", "audio/ogg application/ogg", "ogg oga opus", AUDIO);
static OPUS_LABEL: Format = format("sound labelled audio/opus", "audio/opus", "", 0);
static MP3: Format = format("an MP3 recording", "audio/mpeg audio/mp3", "mp3", AUDIO);
static AAC: Format = format("an AAC recording", "audio/aac audio/x-aac audio/aacp", "aac", AUDIO);
static AMR: Format = format("an AMR recording", "audio/amr", "amr", AUDIO);
static WAV: Format = format("a WAV recording", "audio/wav audio/x-wav audio/wave audio/vnd.wave", "wav", 0);
static FLAC: Format = format("a FLAC recording", "audio/flac audio/x-flac", "flac", 0);
static PDF: Format = format("a PDF", "application/pdf", "pdf", DOCUMENT);
static TEXT: Format = format("a text file", "text/plain", "txt", DOCUMENT);
static CSV: Format = special("a CSV file", "text/csv application/csv", "csv", 0, &TEXT);
static HTML: Format = special("a web page", "text/html", "html htm", 0, &TEXT);
static RTF: Format = special("an RTF file", "application/rtf text/rtf", "rtf", 0, &TEXT);
static OLE: Format = format("an Office file", "", "", DOCUMENT);
static DOC: Format = special("a Word file", "application/msword", "doc", DOCUMENT, &OLE);
static XLS: Format = special("an Excel file", "application/vnd.ms-excel", "xls", DOCUMENT, &OLE);
static PPT: Format = special("a PowerPoint file", "application/vnd.ms-powerpoint", "ppt", DOCUMENT, &OLE);
static OFFICE: Format = format("an Office file", "", "", DOCUMENT);
static DOCX: Format = special(
    "a Word file",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "docx",
    DOCUMENT,
    &OFFICE,
);
static XLSX: Format = special(
    "an Excel file",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsx",
    DOCUMENT,
    &OFFICE,
);
static PPTX: Format = special(
    "a PowerPoint file",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pptx",
    DOCUMENT,
    &OFFICE,
);
static ZIP: Format = format("a ZIP archive", "application/zip application/x-zip-compressed", "zip", 0);

static FORMATS: [&Format; 33] = [
    &JPEG,
    &PNG,
    &WEBP,
    &GIF_PICTURE,
    &HEIC,
    &AVIF,
    &BMP,
    &TIFF,
    &SVG,
    &MP4,
    &M4A,
    &THREE_GP,
    &MOV,
    &WEBM,
    &AVI,
    &OGG,
    &OPUS_LABEL,
    &MP3,
    &AAC,
    &AMR,
    &WAV,
    &FLAC,
    &PDF,
    &TEXT,
    &CSV,
    &HTML,
    &RTF,
    &DOC,
    &XLS,
    &PPT,
    &DOCX,
    &XLSX,
    &PPTX,
];

impl Format {
    pub(crate) fn is(&self, other: &Format) -> bool {
        std::ptr::eq(self, other)
    }

    /// Whether what is told of a file can be true of a file with these bytes.
    pub(crate) fn agrees(&'static self, told: &'static Format) -> bool {
        let within = |a: &Format, b: &Format| a.inside.is_some_and(|container| container.is(b));
        // Brands of the MP4 family are used loosely, and a label of an Ogg says nothing against it.
        let family = |f: &Format| within(f, &MP4_FAMILY);
        let ogg = self.is(&OGG) && told.is(&OPUS_LABEL);
        // An Office file whose telling names lie beyond the first bytes.
        let office = self.is(&ZIP) && within(told, &OFFICE);
        self.is(told)
            || within(told, self)
            || ogg
            || office
            || (family(self) && family(told) && !(self.is(&M4A) ^ told.is(&M4A)))
    }

    /// The name that Meta has for it, where a MIME type is another one.
    pub(crate) fn better_name(&self, mime: &str) -> Option<&'static str> {
        let plain = mime.split(';').next().unwrap_or_default().trim();
        let usual = self.mimes.split(' ').next().filter(|usual| !usual.is_empty())?;
        // Meta's own spelling of 3GP is the unusual one.
        let other = plain.eq_ignore_ascii_case("video/3gpp") && self.is(&THREE_GP);
        (!usual.eq_ignore_ascii_case(plain) && !other).then_some(usual)
    }

    /// Whether the label alone, whatever the file, is one that WhatsApp refuses.
    pub(crate) fn is_bad_label(&self) -> bool {
        self.is(&OPUS_LABEL)
    }
}

/// By the MIME type; parameters such as `; codecs=opus` do not matter.
pub(crate) fn by_mime(mime: &str) -> Option<&'static Format> {
    let plain = mime.split(';').next().unwrap_or_default().trim();
    let named = |f: &&Format| f.mimes.split(' ').any(|m| m.eq_ignore_ascii_case(plain));
    FORMATS.iter().copied().chain([&ZIP]).find(named)
}

/// By the ending of the name.
pub(crate) fn by_name(name: &str) -> Option<&'static Format> {
    let (_, ending) = name.trim().rsplit_once('.')?;
    let named = |f: &&Format| f.endings.split(' ').any(|e| e.eq_ignore_ascii_case(ending));
    FORMATS.iter().copied().chain([&ZIP]).find(named)
}

/// What the bytes show.
pub(crate) struct Sniffed {
    pub(crate) format: &'static Format,
    /// Something inside that WhatsApp does not take, and what it takes instead.
    pub(crate) fault: Option<(String, &'static str)>,
    /// Of a WebP: whether it moves.
    pub(crate) animated: Option<bool>,
    /// Colours that are not the usual ones, though nobody reports that they are refused.
    pub(crate) odd_colours: Option<&'static str>,
}

/// Tells a file from its first bytes; nothing when they say nothing.
pub(crate) fn sniff(bytes: &[u8]) -> Option<Sniffed> {
    let mut sniffed = Sniffed { format: recognise(bytes)?, fault: None, animated: None, odd_colours: None };
    let format = sniffed.format;
    if format.is(&WEBP) {
        sniffed.animated = animated(bytes);
    } else if format.is(&JPEG) {
        sniffed.fault = jpeg_fault(bytes);
    } else if format.is(&PNG) {
        png(bytes, &mut sniffed);
    } else if format.is(&OGG) {
        sniffed.fault = ogg_fault(bytes);
    } else if format.inside.is_some_and(|container| container.is(&MP4_FAMILY)) || format.is(&MP4_FAMILY) {
        tracks(bytes, &mut sniffed);
    }
    Some(sniffed)
}

fn recognise(bytes: &[u8]) -> Option<&'static Format> {
    let starts = |start: &[u8]| bytes.starts_with(start);
    let at = |from: usize, mark: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(mark));
    const STARTS: [(&[u8], &Format); 16] = [
        (b"\xff\xd8\xff", &JPEG),
        (b"\x89PNG\r\n\x1a\n", &PNG),
        (b"GIF8", &GIF_PICTURE),
        (b"II*\0", &TIFF),
        (b"MM\0*", &TIFF),
        (b"\x1a\x45\xdf\xa3", &WEBM),
        (b"OggS", &OGG),
        (b"ID3", &MP3),
        (b"#!AMR", &AMR),
        (b"fLaC", &FLAC),
        (b"%PDF-", &PDF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", &OLE),
        (b"{\\rtf", &RTF),
        (b"BM\0\0", &BMP),
        (b"\xef\xbb\xbf%PDF-", &PDF),
        (b"\xff\xfe", &TEXT),
    ];
    if at(4, b"ftyp") {
        return Some(by_brand(bytes.get(8..12)?));
    }
    if starts(b"RIFF") {
        let inside: [(&[u8], &Format); 3] = [(b"WEBP", &WEBP), (b"WAVE", &WAV), (b"AVI ", &AVI)];
        return inside.iter().find(|(mark, _)| at(8, mark)).map(|(_, format)| *format);
    }
    if starts(b"PK\x03\x04") {
        return Some(zipped(bytes));
    }
    if let Some((_, format)) = STARTS.iter().find(|(start, _)| starts(start)) {
        return Some(format);
    }
    if starts(b"BM") && at(6, b"\0\0\0\0") {
        return Some(&BMP);
    }
    frames(bytes).or_else(|| written(bytes))
}

/// The brand of an MP4-like file.
fn by_brand(brand: &[u8]) -> &'static Format {
    const BRANDS: [(&[u8], &Format); 12] = [
        (b"heic", &HEIC),
        (b"heix", &HEIC),
        (b"heim", &HEIC),
        (b"hevc", &HEIC),
        (b"mif1", &HEIC),
        (b"msf1", &HEIC),
        (b"avif", &AVIF),
        (b"avis", &AVIF),
        (b"qt  ", &MOV),
        (b"M4A", &M4A),
        (b"M4B", &M4A),
        (b"3gp", &THREE_GP),
    ];
    BRANDS.iter().find(|(start, _)| brand.starts_with(start)).map_or(&MP4_FAMILY, |(_, format)| *format)
}

/// Office files are ZIP archives with certain names in them.
fn zipped(bytes: &[u8]) -> &'static Format {
    const NAMES: [(&[u8], &Format); 4] =
        [(b"word/", &DOCX), (b"xl/", &XLSX), (b"ppt/", &PPTX), (b"[Content_Types].xml", &OFFICE)];
    NAMES.iter().find(|(name, _)| contains(bytes, name)).map_or(&ZIP, |(_, format)| *format)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// MP3 and AAC without a tag begin with a frame.
fn frames(bytes: &[u8]) -> Option<&'static Format> {
    let [0xff, second, third, ..] = bytes else { return None };
    let (layer, rate) = (second & 0x06, third & 0xf0);
    if second & 0xf0 == 0xf0 && layer == 0 {
        Some(&AAC)
    } else if second & 0xe0 == 0xe0 && layer != 0 && rate != 0xf0 && third & 0x0c != 0x0c {
        Some(&MP3)
    } else {
        None
    }
}

/// Text, and the formats that are written as text.
fn written(bytes: &[u8]) -> Option<&'static Format> {
    let control = |b: &u8| *b < 0x20 && !b"\t\n\r\x0c\x1b".contains(b);
    // What is cut off in the middle of a character is still text.
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(e) if e.error_len().is_none() => std::str::from_utf8(bytes.get(..e.valid_up_to())?).ok()?,
        Err(_) => return None,
    };
    if text.is_empty() || bytes.iter().any(control) {
        return None;
    }
    let mut start: String = text.trim_start_matches('\u{feff}').trim_start().chars().take(256).collect();
    start.make_ascii_lowercase();
    let marks = [("<svg", &SVG), ("<!doctype html", &HTML), ("<html", &HTML)];
    let found =
        marks.iter().find(|(mark, _)| start.starts_with(mark) || (start.starts_with("<?xml") && start.contains(mark)));
    Some(found.map_or(&TEXT, |(_, format)| *format))
}

/// The extended header of a WebP has a flag for animation; the simple forms never move.
fn animated(bytes: &[u8]) -> Option<bool> {
    if bytes.get(12..16)? != b"VP8X" {
        return Some(false);
    }
    bytes.get(20).map(|flags| flags & 2 != 0)
}

const COLOURS: &str = "8 bits per colour, RGB or RGBA";

/// Precision and channels stand in the frame header.
fn jpeg_fault(bytes: &[u8]) -> Option<(String, &'static str)> {
    let mut at = 2;
    loop {
        let [0xff, marker, high, low, precision, ..] = *bytes.get(at..)? else { return None };
        if (0xc0..=0xcf).contains(&marker) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            return match (bytes.get(at + 9)?, precision) {
                (4, _) => Some(("CMYK colours".into(), COLOURS)),
                (_, 8) => None,
                _ => Some((format!("{precision} bits per colour"), COLOURS)),
            };
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
}

fn png(bytes: &[u8], sniffed: &mut Sniffed) {
    let (Some(depth), Some(colours)) = (bytes.get(24), bytes.get(25)) else { return };
    match (depth, colours) {
        (16, _) => sniffed.fault = Some(("16 bits per colour".into(), COLOURS)),
        (_, 0 | 4) => sniffed.odd_colours = Some("shades of grey"),
        (_, 3) => sniffed.odd_colours = Some("a palette"),
        _ => {}
    }
}

const OPUS: &str = "Opus sound in mono";

/// The first page of an Ogg names its codec.
/// A codec that a MIME type names, where it is not the one that WhatsApp takes: `audio/ogg; codecs=vorbis`.
pub(crate) fn refused_codec(mime: &str) -> Option<(&str, &'static str)> {
    let ogg = by_mime(mime).is_some_and(|format| format.is(&OGG));
    let (_, codecs) = mime.split_once("codecs=").filter(|_| ogg)?;
    let codecs = codecs.trim_matches([' ', '"']);
    (!codecs.to_ascii_lowercase().contains("opus")).then_some((codecs, OPUS))
}

fn ogg_fault(bytes: &[u8]) -> Option<(String, &'static str)> {
    let start = bytes.get(..bytes.len().min(512))?;
    if let Some(head) = start.windows(8).position(|w| w == b"OpusHead") {
        let channels = *start.get(head + 9)?;
        return (channels > 1).then(|| ("sound in stereo".into(), OPUS));
    }
    let known: [(&[u8], &str); 4] = [
        (b"\x01vorbis", "Vorbis sound"),
        (b"fLaC", "FLAC sound"),
        (b"Speex", "Speex sound"),
        (b"theora", "Theora video"),
    ];
    let named = known.iter().find(|(mark, _)| contains(start, mark)).map(|(_, words)| *words);
    // A page that was given whole and holds no sign of Opus.
    named.or((start.len() >= 64).then_some("no Opus sound")).map(|words| (words.into(), OPUS))
}

/// What the tracks of an MP4 hold, where its index stands at the beginning.
#[derive(Default)]
struct Tracks {
    handler: [u8; 4],
    video: Option<[u8; 4]>,
    sound: Option<[u8; 4]>,
    sounds: usize,
}

fn tracks(bytes: &[u8], sniffed: &mut Sniffed) {
    let mut tracks = Tracks::default();
    boxes(bytes, 0, &mut tracks);
    if tracks.video.is_none() {
        if tracks.sound.is_some() {
            sniffed.format = &M4A;
        }
        return;
    }
    if sniffed.format.is(&MP4_FAMILY) {
        sniffed.format = &MP4;
    }
    const WANTED: &str = "H.264 video with AAC sound";
    let video = tracks.video.filter(|code| !matches!(code, b"avc1" | b"avc3"));
    let sound = tracks.sound.filter(|code| code != b"mp4a");
    sniffed.fault = match (video, sound) {
        (Some(code), _) => Some((video_words(code), WANTED)),
        (_, Some(code)) => Some((format!("sound of the kind “{}”", four(code)), WANTED)),
        _ => (tracks.sounds > 1).then(|| ("more than one sound track".into(), WANTED)),
    };
}

fn video_words(code: [u8; 4]) -> String {
    match &code {
        b"hev1" | b"hvc1" | b"dvh1" | b"dvhe" => "H.265 (HEVC) video".into(),
        b"av01" => "AV1 video".into(),
        b"vp08" | b"vp09" => "VP9 video".into(),
        b"mp4v" => "MPEG-4 Visual video".into(),
        b"s263" | b"h263" => "H.263 video".into(),
        _ => format!("video of the kind “{}”", four(code)),
    }
}

fn four(code: [u8; 4]) -> String {
    code.iter().filter(|b| b.is_ascii_graphic()).map(|b| char::from(*b)).collect()
}

/// Walks the boxes of an MP4 as far as they are there.
fn boxes(bytes: &[u8], depth: usize, tracks: &mut Tracks) {
    let mut rest = bytes;
    while let Some((head, body)) = rest.split_at_checked(8) {
        let ([a, b, c, d, code @ ..], true) = (head, depth < 8) else { return };
        let size = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        // 0: to the end; 1: a length of 64 bits follows, which only the data itself needs. Less than a header is broken.
        let size = if size == 0 { rest.len() } else { size };
        let content = body.get(..size.saturating_sub(8)).unwrap_or(body);
        match code {
            b"moov" | b"trak" | b"mdia" | b"minf" | b"stbl" => boxes(content, depth + 1, tracks),
            b"hdlr" => tracks.handler = content.get(8..12).and_then(|h| h.try_into().ok()).unwrap_or_default(),
            b"stsd" => {
                let code: Option<[u8; 4]> = content.get(12..16).and_then(|c| c.try_into().ok());
                match &tracks.handler {
                    b"vide" => tracks.video = tracks.video.or(code),
                    b"soun" => {
                        tracks.sound = tracks.sound.or(code);
                        tracks.sounds += 1;
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        let size = match (size, body.get(..8)) {
            (1, Some(long)) => long.iter().fold(0_usize, |sum, b| sum.wrapping_shl(8) | usize::from(*b)),
            _ => size,
        };
        match rest.get(size..) {
            Some(next) if size >= 8 => rest = next,
            _ => return,
        }
    }
}

/// Where the content of a media message names its file wrongly: exactly one of an id and a link that can be fetched.
pub(crate) fn source_fault<'a>(content: Option<&Node<'a>>, owner: &Node<'a>) -> Result<Option<Path<'a>>, Error> {
    let (id, link) = match content {
        Some(content) => (content.get("id")?.is_some_and(|id| !is_blank(id.value)), content.opt_text("link")?),
        None => (false, None),
    };
    let fetchable = link.as_ref().is_some_and(|l| is_web_address(l.text));
    let fault = id == link.is_some() || (link.is_some() && !fetchable);
    Ok(fault.then(|| link.as_ref().map_or(owner.path(), |l| l.path)))
}

pub(crate) fn is_blank(value: &Value<'_>) -> bool {
    matches!(value, Value::Text(text) if text.trim().is_empty())
}

/// `http://` or `https://` with something behind it.
pub(crate) fn is_web_address(text: &str) -> bool {
    let text = text.trim();
    ["http://", "https://"].iter().any(|scheme| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && text.len() > scheme.len()
    })
}

/// A size as people say it: “5.3 MB”, “120 kB”.
pub(crate) fn size_words(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(bytes: &[u8]) -> Option<&'static str> {
        sniff(bytes).map(|s| s.format.words)
    }

    fn boxed(code: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).unwrap_or_default();
        [&size.to_be_bytes()[..], code, content].concat()
    }

    fn track(handler: &[u8; 4], codec: &[u8; 4]) -> Vec<u8> {
        let hdlr = boxed(b"hdlr", &[&[0; 8][..], handler, &[0; 12]].concat());
        let stsd = boxed(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 86][..], codec, &[0; 78]].concat());
        boxed(b"trak", &boxed(b"mdia", &[hdlr, boxed(b"minf", &boxed(b"stbl", &stsd))].concat()))
    }

    fn movie(brand: &[u8; 4], tracks: &[Vec<u8>]) -> Vec<u8> {
        [boxed(b"ftyp", brand), boxed(b"moov", &tracks.concat())].concat()
    }

    #[test]
    fn files_are_told_by_their_first_bytes() {
        for (bytes, wanted) in [
            (&b"\xff\xd8\xff\xe0\0\x10JFIF\0"[..], "a JPEG picture"),
            (b"GIF89a\x01\0", "a GIF picture"),
            (b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC picture"),
            (b"\0\0\0\x18ftypqt  \0\0\0\0", "a QuickTime video"),
            (b"\0\0\0\x18ftypM4A \0\0\0\0", "an M4A recording"),
            (b"\0\0\0\x18ftyp3gp5\0\0\0\0", "a 3GP video"),
            (b"\0\0\0\x18ftypisom\0\0\0\0", "an MP4 file"),
            (b"RIFF\0\0\0\0WAVEfmt ", "a WAV recording"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "a WebP picture"),
            (b"%PDF-1.7\n", "a PDF"),
            (b"ID3\x04", "an MP3 recording"),
            (b"\xff\xfb\x90\x64", "an MP3 recording"),
            (b"\xff\xf1\x50\x80", "an AAC recording"),
            (b"#!AMR\n\x3c", "an AMR recording"),
            (b"PK\x03\x04....[Content_Types].xml", "an Office file"),
            (b"PK\x03\x04....[Content_Types].xml word/document.xml", "a Word file"),
            (b"PK\x03\x04....notes.txt", "a ZIP archive"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office file"),
            (b"<?xml version=\"1.0\"?><svg>", "an SVG drawing"),
            (b"<!DOCTYPE html><title>Login", "a web page"),
            ("Brötchen: 12\n".as_bytes(), "a text file"),
            (b"\x1a\x45\xdf\xa3", "a WebM or Matroska file"),
        ] {
            assert_eq!(words(bytes), Some(wanted));
        }
        for bytes in [&b""[..], b"\0\0\0\0", b"\xff", b"RIFF"] {
            assert_eq!(words(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn tracks_of_a_video() {
        let fault = |tracks: &[Vec<u8>]| sniff(&movie(b"isom", tracks)).and_then(|s| s.fault).map(|f| f.0);
        assert_eq!(fault(&[track(b"vide", b"avc1"), track(b"soun", b"mp4a")]), None);
        assert_eq!(fault(&[track(b"vide", b"hvc1")]).as_deref(), Some("H.265 (HEVC) video"));
        assert_eq!(fault(&[track(b"vide", b"av01")]).as_deref(), Some("AV1 video"));
        assert_eq!(
            fault(&[track(b"vide", b"avc1"), track(b"soun", b"ac-3")]).as_deref(),
            Some("sound of the kind “ac-3”")
        );
        let two = [track(b"vide", b"avc1"), track(b"soun", b"mp4a"), track(b"soun", b"mp4a")];
        assert_eq!(fault(&two).as_deref(), Some("more than one sound track"));
        assert_eq!(words(&movie(b"isom", &[track(b"soun", b"mp4a")])), Some("an M4A recording"));
        // Cut off anywhere, nothing breaks.
        let whole = movie(b"isom", &two);
        for end in 0..whole.len() {
            let _ = sniff(&whole[..end]);
        }
    }

    #[test]
    fn colours_and_sound() {
        let fault = |bytes: &[u8]| sniff(bytes).and_then(|s| s.fault).map(|f| f.0);
        let png = |depth: u8, colours: u8| {
            [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01".as_slice(), &[depth, colours, 0, 0, 0]].concat()
        };
        assert_eq!((fault(&png(8, 2)), fault(&png(8, 6))), (None, None));
        assert_eq!(fault(&png(16, 2)).as_deref(), Some("16 bits per colour"));
        assert_eq!(sniff(&png(8, 3)).and_then(|s| s.odd_colours), Some("a palette"));
        let jpeg = |channels: u8| {
            [&b"\xff\xd8\xff\xe0\0\x04\0\0\xff\xc0\0\x11\x08\0\x01\0\x01"[..], &[channels, 0, 0]].concat()
        };
        assert_eq!((fault(&jpeg(3)), fault(&jpeg(4)).as_deref()), (None, Some("CMYK colours")));
        let ogg = |head: &[u8]| [&b"OggS\0\x02"[..], &[0; 21], &[19], head, &[0; 40]].concat();
        assert_eq!(fault(&ogg(b"OpusHead\x01\x01")), None);
        assert_eq!(fault(&ogg(b"OpusHead\x01\x02")).as_deref(), Some("sound in stereo"));
        assert_eq!(fault(&ogg(b"\x01vorbis")).as_deref(), Some("Vorbis sound"));
    }

    #[test]
    fn labels_and_names() {
        let agree = |bytes: &'static Format, told: Option<&'static Format>| told.map(|told| bytes.agrees(told));
        assert_eq!(agree(&OGG, by_mime("audio/ogg; codecs=opus")), Some(true));
        assert_eq!(agree(&OGG, by_name("voice.opus")), Some(true));
        assert_eq!(agree(&HEIC, by_name("IMG_1.JPG")), Some(false));
        assert_eq!(agree(&MP4_FAMILY, by_mime("audio/mp4")), Some(true));
        assert_eq!(agree(&M4A, by_mime("video/mp4")), Some(false));
        assert_eq!(agree(&THREE_GP, by_mime("video/mp4")), Some(true));
        assert_eq!(agree(&TEXT, by_name("list.csv")), Some(true));
        assert!(by_mime("application/octet-stream").is_none() && by_mime("").is_none() && by_name("README").is_none());
        assert_eq!((size_words(999), size_words(5_300_000)), ("999 bytes".into(), "5.3 MB".into()));
    }
}

//! Files of unsupported formats, recognised by their first bytes. If they were read as text, each would
//! become an article of markup.

use std::fmt;

use super::mhtml;

/// Format of a file that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ForeignFormat {
    /// A RAR archive.
    Rar,
    /// A 7-Zip archive.
    SevenZip,
    /// Packed by bzip2.
    Bzip2,
    /// PDF.
    Pdf,
    /// Rich text.
    Rtf,
    /// Word, Excel or PowerPoint of before 2007.
    OldOffice,
    /// Excel's XML of 2003.
    SpreadsheetXml,
    /// Web pages as archives keep them.
    Warc,
    /// A page as Safari saves it.
    Webarchive,
    /// A mail, or a box of them.
    Mail,
    /// A file of CNKI's reader.
    Caj,
    /// A database.
    Sqlite,
    /// A photograph or a scan.
    Picture,
}

impl fmt::Display for ForeignFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ForeignFormat::Rar => "a RAR archive, which is not supported; unpack it, or pack it as zip",
            ForeignFormat::SevenZip => {
                "a 7-Zip archive, which is not supported; unpack it, or pack it as zip"
            }
            ForeignFormat::Bzip2 => {
                "bzip2-compressed, which is not supported; unpack it, or pack it as gz"
            }
            ForeignFormat::Pdf => "a PDF file, which is not supported; save it as text",
            ForeignFormat::Rtf => "RTF, which is not supported; save it as text",
            ForeignFormat::OldOffice => {
                "a Word or Excel file in the old binary format, which is not supported; save it as text or CSV"
            }
            ForeignFormat::SpreadsheetXml => {
                "an Excel XML file, which is not supported; save it as CSV"
            }
            ForeignFormat::Warc => "WARC, which is not supported; take the pages out of it as HTML",
            ForeignFormat::Webarchive => {
                "a Safari web archive, which is not supported; save the page as HTML"
            }
            ForeignFormat::Mail => "mail (EML), which is not supported; save its text",
            ForeignFormat::Caj => "a CNKI CAJ file, which is not supported; copy its text out",
            ForeignFormat::Sqlite => {
                "an SQLite database, which is not supported; export a table of it as CSV"
            }
            ForeignFormat::Picture => {
                "an image, which is not supported; extract its text first (OCR)"
            }
        })
    }
}

/// Signatures at the beginning of files of these formats.
const SIGNS: [(&[u8], ForeignFormat); 16] = [
    (b"Rar!\x1a\x07", ForeignFormat::Rar),
    (b"7z\xbc\xaf\x27\x1c", ForeignFormat::SevenZip),
    (b"BZh", ForeignFormat::Bzip2),
    (b"%PDF-", ForeignFormat::Pdf),
    (b"{\\rtf", ForeignFormat::Rtf),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ForeignFormat::OldOffice),
    (b"WARC/", ForeignFormat::Warc),
    (b"bplist00", ForeignFormat::Webarchive),
    (b"CAJ\0", ForeignFormat::Caj),
    (b"KDH ", ForeignFormat::Caj),
    (b"SQLite format 3\0", ForeignFormat::Sqlite),
    (b"\xff\xd8\xff", ForeignFormat::Picture),
    (b"\x89PNG\r\n", ForeignFormat::Picture),
    (b"GIF89a", ForeignFormat::Picture),
    (b"II*\0", ForeignFormat::Picture),
    (b"MM\0*", ForeignFormat::Picture),
];

/// Name of the unsupported format with these first bytes, if any. `says_nothing` is true if the extension is
/// unknown: a text file that begins like mail stays text.
pub(super) fn of(opening: &[u8], says_nothing: bool) -> Option<ForeignFormat> {
    let bare = opening.strip_prefix(b"\xef\xbb\xbf").unwrap_or(opening).trim_ascii_start();
    let sign = SIGNS.into_iter().find(|(sign, _)| bare.starts_with(sign));
    if let Some((_, format)) = sign {
        return Some(format);
    }
    let head = &bare[..bare.len().min(1024)];
    let has = |word: &[u8]| head.windows(word.len()).any(|window| window == word);
    if head.starts_with(b"<?xml") && (has(b"<Workbook") || has(b"progid=\"Excel.Sheet\"")) {
        return Some(ForeignFormat::SpreadsheetXml);
    }
    (says_nothing && mhtml::is_mail(bare) && !mhtml::begins(bare)).then_some(ForeignFormat::Mail)
}

#[cfg(test)]
mod tests {
    use crate::files::read::tests::read;

    #[test]
    fn what_is_no_format_of_articles_is_told_by_how_it_begins() {
        for (name, bytes, what) in [
            ("a.rtf", b"{\\rtf1\\ansi \\u38632?}".as_slice(), "RTF, which is not supported; save it as text"),
            ("a.rar", b"Rar!\x1a\x07\x01\0", "a RAR archive"),
            ("a.7z", b"7z\xbc\xaf\x27\x1c\0\x04", "a 7-Zip archive"),
            ("a.tar.bz2", b"BZh91AY&SY", "bzip2-compressed"),
            ("a.pdf", b"%PDF-1.7\n", "a PDF file, which is not supported; save it as text"),
            ("a.txt", b"{\\rtf1\\ansi \\u38632?}", "RTF, which"),
            (
                "a.doc",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0",
                "a Word or Excel file in the old binary format",
            ),
            (
                "a.xls",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0",
                "a Word or Excel file in the old binary format",
            ),
            (
                "a.xls",
                b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook>",
                "an Excel XML file",
            ),
            ("a.warc", b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "WARC, which"),
            ("a.webarchive", b"bplist00\xd1", "a Safari web archive"),
            ("a.caj", b"CAJ\0\x01", "a CNKI CAJ file"),
            ("a.db", b"SQLite format 3\0", "an SQLite database"),
            ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "an image"),
        ] {
            let error = read(name, bytes).unwrap_err();
            assert!(error.starts_with(&format!("/{name}: is {what}")), "{error}");
        }
    }
}

//! Header of a table: the first row, or the first possible one below lines of description.

use crate::field_names::{Field, FieldNames};

/// Maximum number of lines above the names.
pub(super) const MAX_LINES_ABOVE: usize = 20;

/// Separator of the values of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Delimiter {
    /// The byte that is read as it.
    pub(super) byte: u8,
    /// The full-width form of the separator, if the text uses it.
    pub(super) wide: Option<char>,
}

/// A byte that no text has.
const UNIT_SEPARATOR: u8 = 0x1f;

const NARROW: [u8; 4] = [b',', b'\t', b';', b'|'];

const WIDE: [char; 3] = ['，', '；', '｜'];

impl Delimiter {
    /// Separator of a header: the most frequent one outside quotes; a full-width one if there is none in
    /// ASCII.
    pub(super) fn of(head: &[u8]) -> Delimiter {
        let mut counts = [0; NARROW.len()];
        let mut is_quoted = false;
        for &byte in head {
            is_quoted ^= byte == b'"';
            if let Some(index) = NARROW.iter().position(|&narrow| narrow == byte).filter(|_| !is_quoted) {
                counts[index] += 1;
            }
        }
        let (mut best, mut most) = (NARROW[0], counts[0]);
        for (delimiter, count) in NARROW.into_iter().zip(counts) {
            if count > most {
                (best, most) = (delimiter, count);
            }
        }
        let head = str::from_utf8(head).unwrap_or_default();
        let wide = WIDE.into_iter().find(|wide| most == 0 && head.contains(*wide));
        Delimiter { byte: if wide.is_some() { UNIT_SEPARATOR } else { best }, wide }
    }

    /// Separator in a line `sep=;`, which spreadsheets write above the names.
    pub(super) fn declared(line: &[u8]) -> Option<Delimiter> {
        let line = line.trim_ascii();
        let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
        let (name, value) = line.split_at_checked(4)?;
        let is_declared = name.eq_ignore_ascii_case(b"sep=") && value.len() <= 1;
        // A tab at the end of a line is trimmed away above.
        is_declared.then(|| Delimiter { byte: value.first().copied().unwrap_or(b'\t'), wide: None })
    }

    /// The text of a row with the full-width separator replaced by a byte.
    pub(super) fn narrowed(self, row: &[u8]) -> std::borrow::Cow<'_, [u8]> {
        let Some(wide) = self.wide else { return row.into() };
        match str::from_utf8(row) {
            Ok(row) => row.replace(wide, "\u{1f}").into_bytes().into(),
            Err(_) => row.into(),
        }
    }
}

/// True if the names of a row make it the header of a table of articles. Below other lines, at least two
/// names must be known.
pub(crate) fn names_articles(columns: &[String], names: &FieldNames, lines_above: usize) -> bool {
    let known: Vec<Field> =
        columns.iter().filter_map(|name| names.get(name)).map(|known| known.field).collect();
    let has_text = known
        .iter()
        .any(|field| matches!(field, Field::Title | Field::Body | Field::BodyHtml | Field::Abstract));
    has_text && (lines_above == 0 || known.len() >= 2)
}

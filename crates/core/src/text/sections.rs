//! Sections of the text of an article: the title, the body, and the texts of fields of one's own.
//!
//! The text of an article is one string. A [`FIELD_BOUNDARY`] divides its sections, a [`VALUE_BOUNDARY`] the values of one
//! section:
//!
//! | section | content |
//! |---|---|
//! | first | the title |
//! | second | the body |
//! | then | one for each field of type `text+`, in the order of the declarations |
//! | last | one for each field of type `text`, in the order of the declarations |
//!
//! A field without a value has an empty section, so the number of a section identifies its field. In an index without such
//! fields, the text is title, boundary, body. A clause without a field searches all sections before those of type `text`, which
//! are always a prefix of the text. A section after the body is located from the end of the text, so that the body need not be
//! scanned for boundaries.
//!
//! Input: a text, normalised or [encoded](crate::text::encoding). Output: a part of it.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use memchr::{memchr, memrchr};

use crate::text::encoding::{BOUNDARY_CODE, encoded};
use crate::text::terms::{FIELD_BOUNDARY, VALUE_BOUNDARY};

/// The boundary of values, encoded.
static VALUE_BOUNDARY_CODE: LazyLock<Finder<'static>> =
    LazyLock::new(|| Finder::new(&encoded(VALUE_BOUNDARY.encode_utf8(&mut [0; 4]))).into_owned());

/// The number of the first section behind the body.
const FIRST_OWN: usize = 2;

/// The part of a text in which a clause is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Sections {
    part: Part,
    /// The number of sections behind the part.
    behind: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Part {
    Title,
    /// From the second section on.
    Body,
    /// One section behind the body.
    Own,
    /// From the first section on.
    Beginning,
}

impl Sections {
    /// The title.
    pub(crate) const TITLE: Sections = Sections { part: Part::Title, behind: 0 };

    /// The body, with this number of sections behind it.
    pub(crate) const fn body(behind: usize) -> Sections {
        Sections { part: Part::Body, behind }
    }

    /// A section behind the body, with this number of sections behind it.
    pub(crate) const fn own(behind: usize) -> Sections {
        Sections { part: Part::Own, behind }
    }

    /// All sections but the last ones.
    pub(crate) const fn beginning(behind: usize) -> Sections {
        Sections { part: Part::Beginning, behind }
    }

    /// True if the title is among several sections.
    pub(crate) fn begin_with_title(self) -> bool {
        self.part == Part::Beginning
    }

    /// The bytes of the part in a normalised text.
    pub(crate) fn bytes_in(self, text: &str) -> Range<usize> {
        self.bytes(text.as_bytes(), FIELD_BOUNDARY as u8)
    }

    /// The part of a normalised text.
    pub(crate) fn of(self, text: &str) -> &str {
        &text[self.bytes_in(text)]
    }

    /// The part of an encoded text.
    pub(crate) fn of_coded(self, text: &[u8]) -> &[u8] {
        &text[self.bytes(text, BOUNDARY_CODE)]
    }

    /// The values of the part of an encoded text, in order; a title or a body is one.
    pub(crate) fn coded_values(self, text: &[u8]) -> impl Iterator<Item = &[u8]> {
        let first = match self.part {
            Part::Title | Part::Beginning => 0,
            Part::Body => 1,
            Part::Own => FIRST_OWN,
        };
        values_from(first, self.of_coded(text))
    }

    fn bytes(self, text: &[u8], boundary: u8) -> Range<usize> {
        if self.part == Part::Title {
            return 0..memchr(boundary, text).unwrap_or(text.len());
        }
        let mut end = text.len();
        for _ in 0..self.behind {
            end = memrchr(boundary, &text[..end]).unwrap_or(end);
        }
        let before = match self.part {
            Part::Title | Part::Beginning => return 0..end,
            Part::Body => memchr(boundary, &text[..end]),
            Part::Own => memrchr(boundary, &text[..end]),
        };
        before.map_or(end, |before| before + 1)..end
    }
}

/// The values of all sections of a normalised text, in order; a title or a body is one.
pub(crate) fn values(text: &str) -> impl Iterator<Item = &str> {
    text.split([FIELD_BOUNDARY, VALUE_BOUNDARY])
}

/// The same of an encoded text, from its title on.
pub(crate) fn coded_values(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    values_from(0, text)
}

/// The values of an encoded text that begins with the section of a number.
fn values_from(mut section: usize, text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = memchr(BOUNDARY_CODE, text);
        // A title or a body is one value.
        let of_section = if section < FIRST_OWN { &[][..] } else { &text[..end.unwrap_or(text.len())] };
        let (value, behind) = match (VALUE_BOUNDARY_CODE.find(of_section), end) {
            (Some(value_end), _) => {
                let behind = value_end + VALUE_BOUNDARY_CODE.needle().len();
                (&text[..value_end], Some(&text[behind..]))
            }
            (None, Some(end)) => {
                section += 1;
                (&text[..end], Some(&text[end + 1..]))
            }
            (None, None) => (text, None),
        };
        rest = behind;
        Some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_is_found_in_a_text_and_in_its_encoding() {
        for (own, text) in
            [(0, "雨后\u{1}街上。"), (3, "雨后\u{1}街上。\u{1}甲\u{5}乙\u{1}\u{1}丙"), (1, "\u{1}\u{1}")]
        {
            let fields: Vec<&str> = text.split('\u{1}').collect();
            assert_eq!(fields.len(), 2 + own);
            let mut parts =
                vec![(Sections::TITLE, fields[0].to_owned()), (Sections::body(own), fields[1].to_owned())];
            for number in 0..own {
                parts.push((Sections::own(own - 1 - number), fields[2 + number].to_owned()));
                parts.push((Sections::beginning(own - number), fields[..2 + number].join("\u{1}")));
            }
            parts.push((Sections::beginning(0), text.to_owned()));
            for (sections, expect) in parts {
                assert_eq!(sections.of(text), expect, "{sections:?} of {text:?}");
                let coded = encoded(text);
                assert_eq!(sections.of_coded(&coded), encoded(&expect), "{sections:?} of {text:?}");
                let of_part = values(&expect).map(encoded).collect::<Vec<_>>();
                let coded_values = sections.coded_values(&coded).map(<[u8]>::to_vec).collect::<Vec<_>>();
                assert_eq!(coded_values, of_part, "{sections:?} of {text:?}");
            }
            let values: Vec<Vec<u8>> = values(text).map(encoded).collect();
            assert!(coded_values(&encoded(text)).eq(values.iter().map(Vec::as_slice)), "{text:?}");
        }
    }
}

//! Page numbers of a newspaper in their written forms, one or several.

/// Pages from a number to a number, both included; an end that is `None` is open.
///
/// The number of a page may follow letters that name the sheet: A05 is page 5 of sheet A, and is in no range of another sheet.
///
/// ```
/// use jianbao_query::PageRange;
///
/// let pages = PageRange::read("第1版至第4版").unwrap();
/// assert!(pages.holds("04") && pages.holds("第4版") && !pages.holds("5") && !pages.holds("A4"));
/// assert!(PageRange::read("5").unwrap().holds("05"));
/// assert_eq!(PageRange::read("要闻"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageRange {
    /// The letters before the number, upper case; usually none.
    pub sheet: String,
    /// The first page.
    pub from: Option<u32>,
    /// The last page.
    pub to: Option<u32>,
}

impl PageRange {
    /// Reads `5`, `第5版`, `A05`, `头版`; two of them with `-`, `..`, `至`, `到` or `～` between, or one with an open end;
    /// `>`, `>=`, `<`, `<=` before one. `None` if it is not a page number: a page may have a name instead.
    pub fn read(text: &str) -> Option<PageRange> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
        for sign in [">=", "<=", ">", "<"] {
            if let Some(rest) = text.strip_prefix(sign) {
                let (sheet, number) = page(rest)?;
                let is_included = sign.ends_with('=');
                return Some(match sign.starts_with('>') {
                    true => {
                        let from = number.checked_add(u32::from(!is_included))?;
                        PageRange { sheet, from: Some(from), to: None }
                    }
                    false => {
                        let to = number.checked_sub(u32::from(!is_included))?;
                        PageRange { sheet, from: None, to: Some(to) }
                    }
                });
            }
        }
        if let Some((sheet, number)) = page(&text) {
            return Some(PageRange { sheet, from: Some(number), to: Some(number) });
        }
        let (left, right) =
            ["..", "至", "到", "~", "-"].into_iter().find_map(|sign| text.split_once(sign))?;
        if left.is_empty() || right.is_empty() {
            let (sheet, number) = page(left).or_else(|| page(right))?;
            let number = Some(number);
            return Some(match right.is_empty() {
                true => PageRange { sheet, from: number, to: None },
                false => PageRange { sheet, from: None, to: number },
            });
        }
        let ((sheet, first), (other_sheet, last)) = (page(left)?, page(right)?);
        let is_one_sheet = sheet == other_sheet || other_sheet.is_empty();
        is_one_sheet.then(|| PageRange { sheet, from: Some(first.min(last)), to: Some(first.max(last)) })
    }

    /// True if a page, as a paper prints it, is in the range. A page with a name is not.
    pub fn holds(&self, printed: &str) -> bool {
        let text: String = printed.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
        page(&text).is_some_and(|(sheet, number)| {
            sheet == self.sheet
                && self.from.is_none_or(|from| from <= number)
                && self.to.is_none_or(|to| number <= to)
        })
    }
}

/// Full-width punctuation and letters as ASCII, upper case.
fn plain(c: char) -> char {
    match c {
        '～' | '〜' => '~',
        '—' | '–' | '－' => '-',
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_ascii_uppercase(),
        _ => c.to_ascii_uppercase(),
    }
}

/// The sheet and the number of one page.
fn page(text: &str) -> Option<(String, u32)> {
    if matches!(text, "头版" | "頭版") {
        return Some((String::new(), 1));
    }
    let text = text.strip_prefix('第').unwrap_or(text);
    let text = text.strip_suffix('版').unwrap_or(text);
    let digits_byte = text.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(text.len());
    let (sheet, digits) = text.split_at(digits_byte);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && sheet.len() <= 2).then(|| Some((sheet.to_owned(), digits.parse().ok()?))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_pages_and_ranges_are_read() {
        let shown = |text: &str| {
            let Some(range) = PageRange::read(text) else { return "none".to_owned() };
            let number = |number: Option<u32>| number.map_or(String::new(), |number| number.to_string());
            format!("{}{}..{}", range.sheet, number(range.from), number(range.to))
        };
        for (text, expect) in [
            ("5", "5..5"),
            ("05", "5..5"),
            ("第５版", "5..5"),
            ("头版", "1..1"),
            ("a05", "A5..5"),
            ("1-4", "1..4"),
            ("1..4", "1..4"),
            ("4～1", "1..4"),
            ("第1版至第4版", "1..4"),
            ("A1-A4", "A1..4"),
            ("A1-4", "A1..4"),
            ("5..", "5.."),
            ("..5", "..5"),
            (">5", "6.."),
            (">=5", "5.."),
            ("<5", "..4"),
            ("＜＝5", "..5"),
            ("A1-B4", "none"),
            ("要闻", "none"),
            ("", "none"),
            ("..", "none"),
            ("<0", "none"),
            ("99999999999", "none"),
            ("第版", "none"),
        ] {
            assert_eq!(shown(text), expect, "{text}");
        }
    }
}

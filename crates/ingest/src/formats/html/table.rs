//! An HTML table of articles. Many web systems save one with the extension `.xls`.

use scraper::{ElementRef, Html, Node};
use serde_json::{Map, Value};

use crate::error::IngestError;
use crate::formats::csv::names_articles;
use crate::source::Source;
use crate::warning::Part;

/// Maximum number of rows above the header.
const MAX_ROWS_ABOVE: usize = 20;

/// Maximum number of cells per row.
const MAX_CELLS: usize = 1_000;

/// Emits the articles of the rows of a page.
pub(super) fn articles(page: &Html, source: &mut Source) -> Result<(), IngestError> {
    let mut columns: Option<Vec<String>> = None;
    let mut first: Option<Vec<String>> = None;
    let mut above = 0;
    let mut number = 0;
    for row in rows(page) {
        match &columns {
            None if names_articles(&row, &source.options().names, above) => columns = Some(row),
            None => {
                above += 1;
                first.get_or_insert(row);
                if above > MAX_ROWS_ABOVE {
                    break;
                }
            }
            Some(columns) if row == *columns => {}
            Some(columns) => {
                number += 1;
                let mut object = Map::new();
                for (index, value) in row.into_iter().enumerate().filter(|(_, value)| !value.is_empty()) {
                    let mut name =
                        columns.get(index).cloned().unwrap_or_else(|| format!("column {}", index + 1));
                    while object.contains_key(&name) {
                        name.push('_');
                    }
                    object.insert(name, Value::String(value));
                }
                source.object(object, None, Part::Value(number));
            }
        }
    }
    match columns {
        Some(_) => Ok(()),
        None => Err(IngestError::NoColumns { path: source.path(), columns: first.unwrap_or_default() }),
    }
}

/// The cells of each row that is not blank. Rows of a nested table are separate rows.
fn rows(page: &Html) -> impl Iterator<Item = Vec<String>> {
    let elements = page.tree.root().descendants().filter_map(ElementRef::wrap);
    let rows = elements.filter(|element| element.value().name() == "tr").map(|row| {
        let cells = row.child_elements().filter(|cell| matches!(cell.value().name(), "td" | "th"));
        cells.take(MAX_CELLS).map(text).collect::<Vec<String>>()
    });
    rows.filter(|cells| cells.iter().any(|cell| !cell.is_empty()))
}

/// The text of a cell, with its line breaks, without nested tables.
fn text(cell: ElementRef<'_>) -> String {
    let mut text = String::new();
    let mut next = cell.first_child();
    // Without recursion, since cells may be nested to any depth.
    while let Some(node) = next {
        let mut goes_in = false;
        match node.value() {
            Node::Text(piece) => {
                for word in piece.split_inclusive(char::is_whitespace) {
                    let bare = word.trim();
                    text.push_str(bare);
                    if bare.len() < word.len() && !text.ends_with([' ', '\n']) {
                        text.push(' ');
                    }
                }
            }
            Node::Element(element) => {
                if matches!(element.name(), "br" | "p" | "div" | "li") {
                    text.push('\n');
                }
                goes_in = !matches!(element.name(), "table" | "script" | "style");
            }
            _ => {}
        }
        let inner = node.first_child().filter(|_| goes_in);
        let mut here = node;
        next = inner.or_else(|| {
            loop {
                if here.id() == cell.id() {
                    break None;
                }
                if let Some(sibling) = here.next_sibling() {
                    break Some(sibling);
                }
                here = here.parent()?;
            }
        });
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use crate::files::read::tests::{read, read_articles};

    #[test]
    fn a_workbook_of_html_is_a_table_of_articles() {
        let page = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta charset=\"utf-8\"></head><body><table>\
            <tr><td colspan=3>江城日报数据库</td></tr><tr><th>标题</th><th>正文</th><th>日期</th></tr>\
            <tr><td>雨后</td><td><p>街上，<b>无人</b>。</p>又有人。<br>卖花</td><td>2024-05-08</td></tr><tr></tr>\
            <tr><td>夜市</td><td></td><td>2024年5月</td></tr></table></body></html>";
        let articles = read_articles("a.xls", page.as_bytes());
        assert_eq!(articles.len(), 2);
        assert_eq!(articles[0].title.as_deref(), Some("雨后"));
        assert_eq!(articles[0].body, ["街上，无人。又有人。", "卖花"]);
        assert_eq!(articles[0].date.unwrap().to_string(), "2024-05-08");
        assert_eq!((articles[1].title.as_deref(), articles[1].body.len()), (Some("夜市"), 0));
        // A text table with the same extension.
        assert_eq!(read("a.xls", "标题\t正文\n雨后\t街上\n".as_bytes()).unwrap(), ["雨后"]);
        let error = read("a.xls", b"<html><table><tr><td>a</td></tr></table>").unwrap_err();
        assert!(error.contains("no column for title or text among a"), "{error}");
    }
}

//! `jianbao corpus words --new`: strings that the dictionary lacks and the texts treat as words.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Result;
use jianbao::Index;
use jianbao::corpus::{KwicLine, KwicRequest, NewWord, NewWords, NewWordsRequest, kwic, new_words};
use serde::Serialize;

use super::words::Args;
use crate::columns::Columns;
use crate::formats::{Format, TableWriter};
use crate::json;
use crate::out_file::{self, Existing};
use crate::pager;
use crate::style::{ASIDE, TITLE};
use crate::talk;
use crate::text::one_line;
use crate::texts::messages;

/// Lines that are shown of a word.
const LINES: usize = 3;

/// Characters of context on each side of a line.
const CONTEXT: usize = 12;

/// The kinds of new words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Word,
    Name,
}

/// A new word as a value, with some of its lines.
#[derive(Serialize)]
struct Row<'a> {
    kind: Kind,
    #[serde(flatten)]
    word: &'a NewWord,
    lines: Vec<String>,
}

/// Prints new words, or writes them as a dictionary; returns their number.
pub(super) fn run(args: &Args, index: &Index, search: jianbao::SearchRequest) -> Result<usize> {
    let mut request = NewWordsRequest::default();
    request.min_count = args.min_count.unwrap_or(request.min_count);
    request.min_articles = args.min_articles.unwrap_or(request.min_articles);
    request.search = search;
    let found = new_words(index, &request)?;
    match &args.as_dict {
        Some(path) => write_dictionary(path, &found, Existing::by_force(args.force))?,
        None => print(args, index, &request, &found)?,
    }
    Ok(found.words.len() + found.names.len())
}

/// The file that `index --dict` takes: a word a line; names have jieba's tag of names.
fn write_dictionary(path: &Path, found: &NewWords, existing: Existing) -> Result<()> {
    let mut text = String::new();
    for word in &found.words {
        text.push_str(&format!("{}\n", word.word));
    }
    for name in &found.names {
        text.push_str(&format!("{} nr\n", name.word));
    }
    out_file::write(path, &text, existing)?;
    talk::say(&messages::dictionary_written(path, found.words.len(), found.names.len()));
    Ok(())
}

const COLUMN_NAMES: [&str; 9] =
    ["kind", "word", "count", "articles", "cohesion", "freedom", "line_1", "line_2", "line_3"];

fn print(args: &Args, index: &Index, request: &NewWordsRequest, found: &NewWords) -> Result<()> {
    pager::start();
    let mut out = BufWriter::new(anstream::stdout().lock());
    let format = args.output.format;
    let mut table = TableWriter::new(format, args.output.mark()?, &COLUMN_NAMES)?;
    for (kind, all) in [(Kind::Word, &found.words), (Kind::Name, &found.names)] {
        let words = &all[..all.len().min(args.list.limit)];
        let cells: Vec<[String; 5]> = words.iter().map(cells).collect();
        let columns = Columns::of(&messages::new_word_columns(), &cells);
        if format == Format::Text {
            let heading = match kind {
                Kind::Word => messages::new_words_heading(found.articles, all.len()),
                Kind::Name => messages::new_names_heading(all.len()),
            };
            writeln!(out, "{}{heading}{}", TITLE.render(), TITLE.render_reset())?;
            if !words.is_empty() {
                writeln!(out, "{}", columns.line(&messages::new_word_columns()))?;
            }
        }
        for (word, cells) in words.iter().zip(&cells) {
            let lines = lines(index, request, &word.word)?;
            match format {
                Format::Jsonl => {
                    json::write(&mut out, &Row { kind, word, lines })?;
                    writeln!(out)?;
                }
                Format::Csv => {
                    let name = match kind {
                        Kind::Word => "word",
                        Kind::Name => "name",
                    };
                    let mut row = vec![name.to_owned()];
                    row.extend(cells.iter().cloned());
                    row.extend((0..LINES).map(|at| lines.get(at).cloned().unwrap_or_default()));
                    table.write(&mut out, &row)?;
                }
                _ => {
                    writeln!(out, "{}", columns.line(cells))?;
                    for line in lines {
                        writeln!(out, "    {}{line}{}", ASIDE.render(), ASIDE.render_reset())?;
                    }
                }
            }
        }
        if words.len() < all.len() {
            talk::say(&messages::more_rows(words.len(), all.len()));
        }
    }
    Ok(out.flush()?)
}

fn cells(word: &NewWord) -> [String; 5] {
    [
        word.word.clone(),
        word.count.to_string(),
        word.articles.to_string(),
        format!("{:.1}", word.cohesion),
        format!("{:.1}", word.freedom),
    ]
}

/// Lines of a word, each of another article.
fn lines(index: &Index, request: &NewWordsRequest, word: &str) -> Result<Vec<String>> {
    let mut lines = KwicRequest::new("").context_units(CONTEXT).per_article(1);
    lines.search = request.search.clone();
    lines.search.query = format!("“{word}”");
    let shown = |line: KwicLine| one_line(&format!("{}【{}】{}", line.left, line.key, line.right));
    kwic(index, &lines)?.take(LINES).map(|line| Ok(shown(line?))).collect()
}

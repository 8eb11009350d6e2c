//! The plain text of a newspaper page, and the articles on it.

use crate::Article;

/// What [`parse_page`] makes of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParsedPage {
    /// The articles in the order of the page.
    pub articles: Vec<Article>,
    /// What could not be told for sure, in the order of the page.
    pub warnings: Vec<PageWarning>,
}

/// Something about a page that a reader should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageWarning {
    /// The line of the page, counted from 1, empty lines included.
    pub line: usize,
    /// What is the matter, in a sentence.
    pub message: String,
}

/// Takes a whole page as one article: its first line the title, the others paragraphs.
pub fn parse_page(text: &str) -> ParsedPage {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned);
    let Some(title) = lines.next() else { return ParsedPage::default() };
    let article = Article { title: Some(title), body: lines.collect(), ..Article::default() };
    ParsedPage { articles: vec![article], warnings: Vec::new() }
}

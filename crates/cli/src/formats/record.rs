//! One article in the form that the formats print: an article of a file or an index, or a hit with its snippets.

use std::path::Path;

use jianbao::article::FilePlace;
use jianbao::{Article, Hit};

use crate::file_place;
use crate::text::one_line;

/// Maximum length in characters of a title that is the beginning of a body.
const TITLE_CHARS: usize = 30;

/// An article to print.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a> {
    /// The number in the list, from 1.
    pub(crate) number: usize,
    /// The id; empty for an article of a file that has none.
    pub(crate) id: &'a str,
    /// The article. A hit has no body.
    pub(crate) article: &'a Article,
    /// The hit, if the article was searched for.
    pub(crate) hit: Option<&'a Hit>,
    /// The place in the file that the article came from, if it is to be given.
    pub(crate) file: Option<&'a FilePlace>,
    /// The folder that the path of the file is below; none for the present one.
    root: Option<&'a Path>,
}

impl<'a> Record<'a> {
    /// An article.
    pub(crate) fn of_article(article: &'a Article, number: usize) -> Record<'a> {
        let id = article.id.as_deref().unwrap_or_default();
        Record { number, id, article, hit: None, file: None, root: None }
    }

    /// A hit, without its file.
    pub(crate) fn of_hit(hit: &'a Hit, number: usize) -> Record<'a> {
        Record { number, id: &hit.id, article: &hit.article, hit: Some(hit), file: None, root: None }
    }

    /// The same with its place, whose path is below the root.
    pub(crate) fn at(self, file: Option<&'a FilePlace>, root: Option<&'a Path>) -> Record<'a> {
        Record { file, root, ..self }
    }

    /// The headline; the beginning of the body if there is none.
    pub(crate) fn headline(&self) -> String {
        match self.hit {
            Some(hit) => hit.headline.text.replace('\n', " "),
            None => self.article.headline(TITLE_CHARS),
        }
    }

    /// The file that the article came from; empty where it is not known or not to be given.
    pub(crate) fn path(&self) -> String {
        self.file.map(|file| file_place::path_text(file, self.root)).unwrap_or_default()
    }

    /// The line for its place on a terminal.
    pub(crate) fn place_line(&self) -> Option<String> {
        file_place::line_of(self.file?, self.root)
    }

    /// The place of the dateline.
    pub(crate) fn place(&self) -> Option<&'a str> {
        self.article.dateline.as_ref().and_then(|dateline| dateline.place.as_deref())
    }

    /// The title as references name it, on one line: without the line above it, with the line below it as its second part.
    pub(crate) fn cited_title(&self) -> String {
        let Article { title, subtitle, .. } = self.article;
        // The colon stands for the full stop between the parts.
        let part = |part: &String| one_line(part).trim().trim_end_matches('。').to_owned();
        let parts = [title, subtitle].into_iter().flatten().map(part);
        let title = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
        if title.is_empty() { one_line(&self.headline()).trim().to_owned() } else { title }
    }
}

//! A grammar of newspaper pages: papers that nobody printed, from reports that somebody wrote.
//!
//! Web editions drop what printed pages have, and each paper has its own way to print it. So that the model knows more
//! than one, each page gets a [`Manner`] of its own, drawn once: how reports open and who signs where, how headlines
//! run, what stands between the articles and inside them, where blank lines are, how columns cut the lines. A page keeps
//! to its manner, and a share of its articles does not, as on real pages. Reports come from all corpora; names, papers
//! and places are invented. A [`Kind`] of habit can be left out, to see what the model makes of pages whose like it never
//! saw.

mod article;
mod clauses;
mod extras;
mod furniture;
mod inside;
mod layout;
mod manner;
mod people;
mod script;

use fastrand::Rng;
use jianbao_article::training::State;

use crate::corpus::{Corpus, Gold, Report};
use article::Setting;
use clauses::Clauses;
pub(crate) use clauses::sentences_of;
pub(crate) use manner::Kind;
use manner::{Manner, Source};
use people::chance;
pub(crate) use script::Traditional;

/// A page's text and its lines, each with the state that it should be read as. In order their characters are those of the
/// text.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) lines: Vec<Gold>,
}

/// Draws pages from a corpus.
pub(crate) struct Grammar<'c> {
    corpus: &'c Corpus,
    clauses: Clauses,
    headlines: Vec<String>,
    traditional: Traditional,
    without: Vec<Kind>,
}

impl<'c> Grammar<'c> {
    /// A grammar of all kinds but some.
    pub(crate) fn new(corpus: &'c Corpus, without: Vec<Kind>) -> Grammar<'c> {
        let headlines = corpus.reports().filter_map(|report| report.headline.last().cloned()).step_by(9);
        Grammar {
            corpus,
            clauses: Clauses::of(corpus),
            headlines: headlines.collect(),
            traditional: Traditional::new(),
            without,
        }
    }

    /// A page of the known paper as its web edition has it.
    pub(crate) fn plain(&self, reports: &[Report], rng: &mut Rng) -> Page {
        self.lay_out(reports, &Manner::plain(rng), rng)
    }

    /// A page of a paper drawn at random.
    pub(crate) fn page(&self, rng: &mut Rng) -> Page {
        let has = |kind| !self.without.contains(&kind);
        let mut manner = Manner::draw(self.corpus.sources.len(), &has, rng);
        if self.corpus.pages.is_empty() && manner.source == Source::Page {
            manner.source = Source::All;
        }
        let count = manner.articles(rng);
        let reports: Vec<Report> = match manner.source {
            Source::Page => rng.choice(&self.corpus.pages).cloned().unwrap_or_default(),
            Source::One(source) => self.corpus.some(Some(source), count, rng),
            Source::All => self.corpus.some(None, count, rng),
        };
        self.lay_out(&reports, &manner, rng)
    }

    fn lay_out(&self, reports: &[Report], manner: &Manner, rng: &mut Rng) -> Page {
        let setting = Setting { manner, clauses: &self.clauses, headlines: &self.headlines };
        let mut lines: Vec<Gold> = Vec::new();
        let staff = |line: String| (line, State::Staff);
        if manner.has_head {
            lines.extend(furniture::masthead(rng).into_iter().map(staff));
        }
        if manner.begins_inside
            && let Some(report) = rng.choice(reports)
        {
            let rest = report.paragraphs.iter().skip(report.paragraphs.len() / 2);
            lines.extend(rest.map(|paragraph| (paragraph.clone(), State::Body)));
            if let Some((_, state)) = lines.iter_mut().find(|(_, state)| *state == State::Body) {
                *state = State::BodyStart;
            }
        }
        for report in reports {
            if chance(manner.between, rng) {
                lines.extend(extras::article(&self.clauses, rng));
            }
            if chance(manner.pictures, rng) {
                lines.extend(extras::picture(&self.clauses, rng));
            }
            let article = setting.set(report, rng);
            lines.extend(layout::broken(article, manner, rng));
        }
        if manner.has_foot {
            lines.extend((0..rng.usize(1..=2)).map(|_| staff(furniture::foot(rng))));
        }
        if manner.is_traditional {
            for (line, _) in &mut lines {
                *line = self.traditional.text(line);
            }
        } else if manner.is_strange {
            script::estrange(&mut lines, rng);
        }
        let text = layout::text(&lines, manner, rng);
        Page { text, lines }
    }
}

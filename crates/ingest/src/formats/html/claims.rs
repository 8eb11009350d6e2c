//! Ranking of the metadata of a page: the one place that decides which value counts.
//!
//! A page gives the same value in several places, and some are wrong: the first `<time>` may belong to a list
//! of other reports, and the author in `meta` may be the web editor. Each value is a [`Claim`] with its
//! [`Origin`]. Origins are ranked for each field, and the claim of the best origin counts; of equal ones, the
//! first.

use std::fmt;

use jianbao_article::{Date, WrittenDate, WrittenTime};

/// Origin of metadata in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The comment that electronic newspaper systems write after an article.
    PaperComment,
    /// The variables of a page of WeChat.
    WechatVariable,
    /// A label on a line beside the title: 来源：…
    Label,
    /// `meta`.
    Meta,
    /// JSON-LD.
    JsonLd,
    /// A line beside the title without a label.
    Line,
    /// The `title` of the page.
    PageTitle,
    /// An element `time`.
    Time,
    /// `meta` or JSON-LD on when the page was changed.
    Changed,
    /// Who runs the site.
    Site,
    /// A line at the end of the report.
    Ending,
    /// The address of the page.
    Address,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Origin::PaperComment => "the comment of the paper's system",
            Origin::WechatVariable => "a variable of WeChat",
            Origin::Label => "a label beside the title",
            Origin::Meta => "meta",
            Origin::JsonLd => "JSON-LD",
            Origin::Line => "a line beside the title",
            Origin::PageTitle => "the title of the page",
            Origin::Time => "an element of time",
            Origin::Changed => "when the page was changed",
            Origin::Site => "who runs the site",
            Origin::Ending => "a line at the end",
            Origin::Address => "the address",
        })
    }
}

/// A value of the metadata of a page, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claim<T> {
    pub(super) value: T,
    pub(super) origin: Origin,
}

/// The claims on one field.
#[derive(Clone, Debug)]
pub(super) struct Claims<T> {
    all: Vec<Claim<T>>,
    /// The origins that may claim it, the surest first.
    ranks: &'static [Origin],
}

impl<T: Clone + PartialEq> Claims<T> {
    fn ranked(ranks: &'static [Origin]) -> Claims<T> {
        Claims { all: Vec::new(), ranks }
    }

    /// Adds a claim. The number of claims of a field is limited.
    pub(super) fn add(&mut self, origin: Origin, value: Option<T>) {
        const MOST: usize = 64;
        if let Some(value) = value.filter(|_| self.all.len() < MOST) {
            self.all.push(Claim { value, origin });
        }
    }

    fn rank(&self, origin: Origin) -> usize {
        self.ranks.iter().position(|ranked| *ranked == origin).unwrap_or(self.ranks.len())
    }

    /// The claim that counts.
    pub(super) fn best(&self) -> Option<&Claim<T>> {
        self.all.iter().min_by_key(|claim| self.rank(claim.origin))
    }

    /// Its value.
    pub(super) fn value(&self) -> Option<T> {
        self.best().map(|claim| claim.value.clone())
    }

    /// The claims of another value.
    pub(super) fn others(&self) -> impl Iterator<Item = &Claim<T>> {
        let best = self.best();
        self.all.iter().filter(move |claim| best.is_some_and(|best| claim.value != best.value))
    }
}

/// All metadata that a page claims for its article.
#[derive(Clone, Debug)]
pub(super) struct PageClaims {
    pub(super) date: Claims<Date>,
    /// Of every day that the page gives; [`PageClaims::time`] chooses one of the day that counts.
    times: Claims<WrittenTime>,
    pub(super) source: Claims<String>,
    pub(super) reporters: Claims<Vec<String>>,
    pub(super) correspondents: Claims<Vec<String>>,
    pub(super) title: Claims<String>,
    pub(super) page: Claims<String>,
    pub(super) section: Claims<String>,
    pub(super) url: Claims<String>,
}

impl Default for PageClaims {
    fn default() -> PageClaims {
        use Origin::{
            Address, Changed, Ending, JsonLd, Label, Line, Meta, PageTitle, PaperComment, Site, Time,
            WechatVariable,
        };
        const DATES: &[Origin] =
            &[PaperComment, WechatVariable, Meta, JsonLd, Label, Line, Time, Changed, Address];
        PageClaims {
            date: Claims::ranked(DATES),
            times: Claims::ranked(DATES),
            // Values printed for readers are more complete than those for machines.
            source: Claims::ranked(&[
                WechatVariable,
                Label,
                PaperComment,
                Meta,
                Line,
                JsonLd,
                Ending,
                PageTitle,
                Site,
            ]),
            // The author in `meta` is often the web editor.
            reporters: Claims::ranked(&[PaperComment, WechatVariable, Label, Line, Ending, JsonLd, Meta]),
            correspondents: Claims::ranked(&[Label, Ending]),
            title: Claims::ranked(&[PaperComment, WechatVariable]),
            page: Claims::ranked(&[PaperComment, Label, Line]),
            section: Claims::ranked(&[PaperComment, Label, Line]),
            url: Claims::ranked(&[Meta, JsonLd, Address]),
        }
    }
}

/// The chosen value of a field, with the reasons, for `articles --explain`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageReason {
    /// The field.
    pub field: &'static str,
    /// Value that was taken.
    pub value: String,
    /// Origin of the value.
    pub origin: Origin,
    /// Values in other places, which were not chosen.
    pub others: Vec<(String, Origin)>,
}

impl PageClaims {
    /// Removes claims on the reporters that name only the source: many sites fill in their own name as the author.
    pub(super) fn drop_sources_as_people(&mut self) {
        let sources = &self.source.all;
        let is_source = |name: &String| sources.iter().any(|claim| claim.value == *name);
        self.reporters.all.retain(|claim| !claim.value.iter().all(is_source));
    }

    /// Adds a claim on the date, with its time.
    pub(super) fn written(&mut self, origin: Origin, date: Option<WrittenDate>) {
        self.date.add(origin, date.map(|date| date.day));
        self.times.add(origin, date.and_then(|date| date.time));
    }

    /// The claims on the time of the day that counts. The time of a change counts only if the day is that of the change.
    pub(super) fn time(&self) -> Claims<WrittenTime> {
        let day = self.date.best();
        let is_of_day = |time: &Claim<WrittenTime>| {
            day.is_some_and(|day| {
                let is_published = time.origin != Origin::Changed || day.origin == Origin::Changed;
                time.value.day() == day.value && is_published
            })
        };
        let all = self.times.all.iter().filter(|time| is_of_day(time)).cloned().collect();
        Claims { all, ranks: self.times.ranks }
    }

    /// Decisions, and their reasons.
    pub(super) fn reasons(&self) -> Vec<PageReason> {
        fn reason<T: Clone + PartialEq>(
            field: &'static str,
            claims: &Claims<T>,
            shown: impl Fn(&T) -> String,
        ) -> Option<PageReason> {
            let best = claims.best()?;
            let others = claims.others().map(|claim| (shown(&claim.value), claim.origin)).collect();
            Some(PageReason { field, value: shown(&best.value), origin: best.origin, others })
        }
        let text = |text: &String| text.clone();
        let reasons = [
            reason("title", &self.title, text),
            reason("date", &self.date, ToString::to_string),
            reason("time", &self.time(), ToString::to_string),
            reason("source", &self.source, text),
            reason("reporters", &self.reporters, |names| names.join("、")),
            reason("correspondents", &self.correspondents, |names| names.join("、")),
            reason("page", &self.page, text),
            reason("section", &self.section, text),
            reason("url", &self.url, text),
        ];
        reasons.into_iter().flatten().collect()
    }
}

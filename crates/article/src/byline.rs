//! Grammar of bylines, datelines and credits: the people, the place, the day and the agency of an article.
//!
//! The grammar recognises the forms that Chinese papers use, with brackets and spaces of either width, in
//! simplified and traditional characters:
//!
//! - at the opening of a report ([`opening`]): `本报讯（记者甲 通讯员乙、丙）`, `本报南京11月2日电（记者丁）`,
//!   `新华社北京10月9日电 （记者戊、己）`, `据新华社…电`, `江城日报讯（见习记者庚）`, `中新社香港十月九日电`,
//!   `【本報訊】`, `〔記者辛／彰化報導〕`, `（吉隆坡2日讯）`, `BEIJING, Nov. 2 (Xinhua)`;
//! - on a line of its own ([`line`]): `本报记者 甲 乙`, `□ 本报通讯员 丙`, `文/丁 图/戊`, `采写：己`, `庚 文/图`,
//!   `江城晚报全媒体记者 辛`, `本报驻京记者 壬`, `本报评论员`;
//! - at the end ([`ending`]): `（本报记者甲）`, `（新华社北京10月9日电）`, `（综合新华社报道）`, `（庚）`;
//! - under photographs: `甲 摄`, `甲 摄/东方IC`, `本报通讯员 乙 摄`, `新华社发（丙摄）`, `丁/CFP`, `受访者供图`.
//!
//! Phrases that look like bylines and are none: `记者从…获悉`, `答记者问`, `记者会`, `告诉记者`, `致电`. A
//! role counts only at the start of a line, after a bracket or after the name of a paper, and only if names
//! follow it.

mod ending;
mod field;
mod line;
mod name;
mod opening;
mod word;

pub use field::{People, people_in_field};

pub(crate) use ending::{bare_tail, photo_credit, tail};
pub(crate) use line::own_line;
pub(crate) use opening::lead;
pub(crate) use word::is_paper;

use std::collections::HashSet;

use crate::{Article, Date, Dateline, WrittenTime};

/// Contents of a byline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Byline {
    pub(crate) source: Option<String>,
    pub(crate) dateline: Option<Dateline>,
    pub(crate) reporters: Vec<String>,
    pub(crate) correspondents: Vec<String>,
    pub(crate) photographers: Vec<String>,
    pub(crate) credit: Option<String>,
    pub(crate) date: Option<Date>,
    /// The time of that day, if there is one.
    pub(crate) time: Option<WrittenTime>,
}

impl Byline {
    pub(crate) fn has_people(&self) -> bool {
        !(self.reporters.is_empty() && self.correspondents.is_empty() && self.photographers.is_empty())
    }

    /// Merges another byline of the same article into this one.
    pub(crate) fn merge(&mut self, other: Byline) {
        self.add(other);
        self.name_each_once();
    }

    /// Appends the values of another byline; people in both are then listed twice.
    fn add(&mut self, other: Byline) {
        self.source = self.source.take().or(other.source);
        self.dateline = self.dateline.take().or(other.dateline);
        self.credit = self.credit.take().or(other.credit);
        if self.date.is_none() {
            (self.date, self.time) = (other.date, other.time);
        }
        self.reporters.extend(other.reporters);
        self.correspondents.extend(other.correspondents);
        self.photographers.extend(other.photographers);
    }

    /// Keeps the first occurrence of each name in its list.
    fn name_each_once(&mut self) {
        for names in [&mut self.reporters, &mut self.correspondents, &mut self.photographers] {
            let mut met = HashSet::new();
            names.retain(|name| met.insert(name.clone()));
        }
    }
}

/// True if a line consists of one or more names. Under a headline it is a byline, in a list it is not.
pub(crate) fn is_bare_name(line: &str) -> bool {
    name::bare_names(line).is_some()
}

/// Fills the missing people, source and dateline of an article from its opening paragraph, its byline lines
/// and the brackets at its end. Also fills the missing province of its dateline. Existing values are never
/// changed. A round-up whose items end with the names of their authors gets all of them.
///
/// ```
/// use jianbao_article::{Article, read_byline};
///
/// let mut article = Article {
///     body: vec!["本报南京11月2日电（记者王　伟 通讯员李四）今天放晴。".into()],
///     ..Article::default()
/// };
/// read_byline(&mut article);
/// assert_eq!(article.reporters, ["王伟"]);
/// assert_eq!(article.correspondents, ["李四"]);
/// let dateline = article.dateline.unwrap();
/// assert_eq!(dateline.place.as_deref(), Some("南京"));
/// assert_eq!(dateline.province.as_deref(), Some("江苏"));
/// ```
pub fn read_byline(article: &mut Article) {
    let mut byline = article.body.first().and_then(|opening| lead(opening)).unwrap_or_default();
    for line in &article.byline {
        let bare = || name::bare_names(line).map(|reporters| Byline { reporters, ..Byline::default() });
        byline.add(photo_credit(line).or_else(|| own_line(line)).or_else(bare).unwrap_or_default());
    }
    let has_own_line = byline.has_people();
    let endings: Vec<Byline> = article.body.iter().filter_map(|paragraph| bare_tail(paragraph)).collect();
    let is_round_up = endings.len() > 1;
    for (index, paragraph) in article.body.iter().enumerate() {
        let is_last = index + 1 == article.body.len();
        let found = tail(paragraph).filter(|found| is_last || found.has_people() && found.dateline.is_none());
        byline.add(found.unwrap_or_default());
        if is_round_up || is_last && !has_own_line {
            byline.add(bare_tail(paragraph).unwrap_or_default());
        }
    }
    if !byline.has_people() {
        // The paragraphs of articles from data may contain a byline line.
        byline.add(article.body.first().and_then(|opening| own_line(opening)).unwrap_or_default());
    }
    // Compiled once: a page may have a hundred thousand bylines.
    byline.name_each_once();
    apply(article, byline);
}

/// Copies the values of a byline that the article lacks.
pub(crate) fn apply(article: &mut Article, byline: Byline) {
    let was_empty =
        article.reporters.is_empty() && article.correspondents.is_empty() && article.photographers.is_empty();
    if was_empty {
        article.reporters = byline.reporters;
        article.correspondents = byline.correspondents;
        article.photographers = byline.photographers;
    }
    article.source = article.source.take().or(byline.source);
    article.dateline = article.dateline.take().or(byline.dateline);
    article.credit = article.credit.take().or(byline.credit);
    article.date = article.date.or(byline.date);
    // A byline may give the hour of a day that is known.
    article.time = article.time.or(byline.time.filter(|time| Some(time.day()) == article.date));
    if let Some(dateline) = &mut article.dateline
        && dateline.province.is_none()
    {
        let province = dateline.place.as_deref().and_then(crate::place::province_of);
        dateline.province = province.map(str::to_owned);
    }
}

#[cfg(test)]
mod tests;

//! Fields that a clause can name: fields with text, and fields with values.

use std::borrow::Cow;

use serde::Serialize;

use crate::segment::own_texts::OwnTexts;
use crate::text::sections::Sections;

/// The field that must contain a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// In the title or the body, or in a field of one's own of type `text+`.
    Anywhere,
    /// In the title.
    Title,
    /// In the body.
    Body,
    /// In the text field of one's own with this declared name.
    Own(String),
}

/// A field that is compared as a whole value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ValueField {
    /// 来源.
    Source,
    /// 栏目.
    Section,
    /// 地点. A place matches if it contains the text: 南京 matches `江苏南京`.
    Place,
    /// 版.
    Page,
    /// 记者.
    Reporter,
    /// 通讯员.
    Correspondent,
    /// 摄影.
    Photographer,
}

impl Scope {
    pub(super) fn prefix(&self) -> Cow<'static, str> {
        match self {
            Scope::Anywhere => Cow::Borrowed(""),
            Scope::Title => Cow::Borrowed("标题:"),
            Scope::Body => Cow::Borrowed("正文:"),
            Scope::Own(name) => Cow::Owned(format!("{name}:")),
        }
    }

    /// The sections of a text that are searched in an index with these text fields of one's own; none for a field that is none of
    /// them.
    pub(crate) fn sections(&self, own: &OwnTexts) -> Option<Sections> {
        Some(match self {
            Scope::Anywhere => own.sections_anywhere(),
            Scope::Title => Sections::TITLE,
            Scope::Body => own.section_of_body(),
            Scope::Own(name) => own.section(own.place(name)?),
        })
    }
}

impl ValueField {
    pub(super) fn name(self) -> &'static str {
        match self {
            ValueField::Source => "来源",
            ValueField::Section => "栏目",
            ValueField::Place => "地点",
            ValueField::Page => "版",
            ValueField::Reporter => "记者",
            ValueField::Correspondent => "通讯员",
            ValueField::Photographer => "摄影",
        }
    }
}

//! Pages of WeChat, whose day and account are only in variables of their scripts.

use jianbao_article::{WrittenDate, written_date};

use super::without_entities;
use crate::formats::press::paper;

/// Values of the variables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Variables {
    pub(super) title: Option<String>,
    pub(super) date: Option<WrittenDate>,
    /// The account.
    pub(super) source: Option<String>,
}

/// Maximum length of a value.
const MAX_VALUE_BYTES: usize = 512;

impl Variables {
    /// The variables of a page, if it is one of WeChat.
    pub(super) fn of(html: &str) -> Option<Variables> {
        let is_wechat =
            html.contains("rich_media") && (html.contains("js_content") || html.contains("activity-name"));
        if !is_wechat {
            return None;
        }
        let source = variable(html, "nickname").or_else(|| variable(html, "user_name_cn"));
        Some(Variables {
            title: variable(html, "msg_title"),
            date: ["ct", "oriCreateTime", "publish_time", "createTime"]
                .iter()
                .find_map(|name| written_date(&variable(html, name)?)),
            source: source.and_then(|name| paper(&name.replace(' ', "")).or(Some(name))),
        })
    }
}

/// The value of `var name = "…";`, also inside a decoding function.
fn variable(html: &str, name: &str) -> Option<String> {
    let behind = html.match_indices(name).find_map(|(at, _)| {
        let before = html[..at].trim_end();
        let is_named = before.ends_with("var") || before.ends_with("window.") || before.ends_with([',', '{']);
        let rest = html[at + name.len()..].trim_start();
        let rest = rest.strip_prefix(['=', ':'])?.trim_start();
        let rest = rest.strip_prefix("htmlDecode(").unwrap_or(rest).trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = &rest[1..];
        // At most the length of a value: a page may have unclosed quotes.
        let end = value.bytes().take(MAX_VALUE_BYTES).position(|byte| char::from(byte) == quote)?;
        (is_named && end > 0).then_some(&value[..end])
    })?;
    let text = without_entities(behind).trim().to_owned();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variables_of_a_page_are_read() {
        let html = "<h1 class=\"rich_media_title\" id=\"activity-name\"></h1><script>var nickname = htmlDecode(\"江城日报\");\
            var ct = \"1715128200\";var msg_title = '雨后&amp;街上'.html(false);</script>";
        let variables = Variables::of(html).unwrap();
        assert_eq!(variables.title.as_deref(), Some("雨后&街上"));
        assert_eq!(variables.date.unwrap().day.to_string(), "2024-05-08");
        assert_eq!(variables.source.as_deref(), Some("江城日报"));
        assert_eq!(Variables::of("<script>var ct = \"1715128200\";</script>"), None);
    }
}

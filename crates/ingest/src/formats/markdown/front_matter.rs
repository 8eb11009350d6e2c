//! Front matter above an article in Markdown: YAML between lines of `---`, TOML between lines of `+++`.
//!
//! Valid YAML is parsed as YAML. People also write `来源：江城日报` and `标题: 雨后: 街上`, so invalid YAML
//! is read line by line as `name: value`.

mod yaml;

use serde_json::{Map, Value};

use crate::warning::WarningKind;

/// The longest front matter.
const MAX_BYTES: usize = 1 << 20;

/// The fields of the front matter, and the text after it.
pub(super) fn of<'t>(text: &'t str, warn: &mut dyn FnMut(WarningKind)) -> (Map<String, Value>, &'t str) {
    let none = (Map::new(), text);
    for (sign, ends) in [("---", ["---", "..."]), ("+++", ["+++", "+++"])] {
        let Some(rest) = text
            .strip_prefix(sign)
            .filter(|rest| rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n'))
        else {
            continue;
        };
        let is_end = |line: &str| ends.contains(&line.trim_end());
        let mut at = 0;
        for line in rest.split_inclusive('\n') {
            let start = at;
            at += line.len();
            if at > MAX_BYTES {
                if rest[at..].lines().any(is_end) {
                    warn(WarningKind::FrontMatterTooLong { max_bytes: MAX_BYTES });
                }
                return none;
            }
            if start > 0 && is_end(line) {
                let (inside, body) = (&rest[..start], &rest[at..]);
                return match sign {
                    "+++" => match toml::from_str::<toml::Table>(inside) {
                        Ok(table) => {
                            (table.into_iter().map(|(name, value)| (name, of_toml(value))).collect(), body)
                        }
                        Err(error) => {
                            warn(WarningKind::FrontMatterBroken { problem: error.message().to_owned() });
                            none
                        }
                    },
                    _ => (yaml::mapping(inside).unwrap_or_else(|| by_lines(inside)), body),
                };
            }
        }
    }
    // Never closed: a line of dashes, then text.
    none
}

fn of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(value) => value.into(),
        toml::Value::Datetime(moment) => Value::String(moment.to_string()),
        toml::Value::Array(values) => values.into_iter().map(of_toml).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(name, value)| (name, of_toml(value))).collect())
        }
    }
}

/// `name: value` lines. Lists are written `[a, b]` or as lines of `- a`.
fn by_lines(text: &str) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut last_name: Option<String> = None;
    for line in text.lines().map(str::trim_end) {
        if let (Some(item), Some(name)) = (line.trim_start().strip_prefix("- "), &last_name) {
            let list = fields.entry(name.clone()).or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(items) = list {
                items.push(Value::String(unquoted(item).to_owned()));
            }
            continue;
        }
        let Some((name, value)) =
            line.split_once([':', '：']).filter(|(name, _)| !name.trim_start().starts_with('#'))
        else {
            continue;
        };
        let (name, value) = (name.trim().to_owned(), without_comment(value.trim()));
        last_name = None;
        if value.is_empty() {
            last_name = Some(name);
        } else if let Some(items) = value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
            let items = items.split([',', '，']).map(|item| Value::String(unquoted(item).to_owned()));
            fields.insert(name, Value::Array(items.collect()));
        } else {
            fields.insert(name, Value::String(unquoted(value).to_owned()));
        }
    }
    fields
}

/// A value without the comment after it.
fn without_comment(value: &str) -> &str {
    if value.starts_with(['"', '\'']) {
        return value;
    }
    value.find(" #").map_or(value, |at| value[..at].trim_end())
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let inner = |quote| value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> (Value, String) {
        let (fields, body) = of(text, &mut |kind| panic!("{kind}"));
        (Value::Object(fields), body.to_owned())
    }

    #[test]
    fn yaml_is_read_by_its_rules() {
        let text = "---\ntitle: >-\n  雨后\n  街上\nsubtitle: |\n  一行\n  两行\nsource: 江城日报 # 转载\nauthor:\n  - \"[[高远]]\"\n\
                    people: [[沈一舟]]\ntags: [雨, '街: 上']\ndate: 2024-05-08\nn: 3\nnone: ~\ndeep: {a: {b: 1}}\n\
                    base: &b 江城\nagain: *b\n---\n正文\n";
        let (fields, body) = read(text);
        assert_eq!(
            fields,
            json!({"title": "雨后 街上", "subtitle": "一行\n两行", "source": "江城日报", "author": ["[[高远]]"],
                "people": ["沈一舟"], "tags": ["雨", "街: 上"], "date": "2024-05-08", "n": "3", "none": null,
                "deep": {"a": {"b": "1"}}, "base": "江城", "again": "江城"})
        );
        assert_eq!(body, "正文\n");
    }

    #[test]
    fn what_people_write_instead_is_read_by_lines() {
        let (fields, body) = read(
            "---\n标题：雨后: 街上\r\n来源：江城日报 # 转载\n作者: [高远, 沈一舟]\ntags:\n- 雨\n---\n正文",
        );
        assert_eq!(
            fields,
            json!({"标题": "雨后: 街上", "来源": "江城日报", "作者": ["高远", "沈一舟"], "tags": ["雨"]})
        );
        assert_eq!(body, "正文");
    }

    #[test]
    fn toml_is_read() {
        let (fields, body) = read(
            "+++\ntitle = \"雨后\"\ndate = 2024-05-08T08:00:00+08:00\ntags = ['雨']\n[extra]\nn = 3\n+++\n正文\n",
        );
        assert_eq!(
            fields,
            json!({"title": "雨后", "date": "2024-05-08T08:00:00+08:00", "tags": ["雨"], "extra": {"n": 3}})
        );
        assert_eq!(body, "正文\n");
        let mut said = Vec::new();
        let text = "+++\ntitle = 雨后\n+++\n正文";
        assert_eq!(of(text, &mut |kind| said.push(kind.to_string())).1, text);
        assert!(said[0].starts_with("invalid TOML front matter"), "{said:?}");
    }

    #[test]
    fn aliases_of_aliases_fill_no_memory() {
        let mut text = "---\na0: &a0 雨\n".to_owned();
        for number in 1..40 {
            let before = number - 1;
            text.push_str(&format!(
                "a{number}: &a{number} [{}]\n",
                vec![format!("*a{before}"); 10].join(", ")
            ));
        }
        text.push_str("---\n正文");
        assert_eq!(read(&text).1, "正文");
        let deep = format!("---\na: {}\n---\n正文", "[".repeat(200_000));
        assert_eq!(read(&deep).1, "正文");
    }
}

//! Values of fields of one's own, read from JSON.

use serde_json::{Number, Value};

use super::{Decimal, FieldType, written_moment};

/// The longest text that can be found as a whole value, in bytes.
const MAX_KEYWORD_BYTES: usize = 4096;

/// The value of an article in a field of one's own.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum OwnValue {
    /// Texts, unchanged.
    Keywords(Vec<String>),
    /// Texts, unchanged, in which words are searched.
    Texts(Vec<String>),
    /// A whole number.
    Integer(i64),
    /// A finite number; never -0.
    Number(f64),
    /// Microseconds since 1970-01-01 UTC.
    Time(i64),
    /// True or false.
    Flag(bool),
}

/// True for a value without content: null, a blank text, or a list of such values.
pub(super) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.iter().all(is_blank),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

impl OwnValue {
    /// Reads a value of a type. `None` if it is not of the type.
    ///
    /// ```
    /// use jianbao_article::{FieldType, OwnValue};
    /// use serde_json::json;
    ///
    /// assert_eq!(OwnValue::read(FieldType::Number, &json!("3.5%")), Some(OwnValue::Number(0.035)));
    /// assert_eq!(OwnValue::read(FieldType::Flag, &json!("是")), Some(OwnValue::Flag(true)));
    /// assert_eq!(OwnValue::read(FieldType::Integer, &json!(0.5)), None);
    /// ```
    pub fn read(field_type: FieldType, value: &Value) -> Option<OwnValue> {
        if field_type == FieldType::Keyword {
            let texts = match value {
                Value::Array(values) => {
                    values.iter().filter(|value| !is_blank(value)).map(keyword).collect::<Option<_>>()?
                }
                one => vec![keyword(one)?],
            };
            return Some(OwnValue::Keywords(texts));
        }
        if field_type.is_text() {
            return texts(value).map(OwnValue::Texts);
        }
        let value = match value {
            Value::Array(values) => {
                let mut said = values.iter().filter(|value| !is_blank(value));
                said.next().filter(|_| said.next().is_none())?
            }
            one => one,
        };
        match field_type {
            // Read above.
            FieldType::Keyword | FieldType::Text | FieldType::TextAnywhere => None,
            FieldType::Integer => decimal(value)?.to_i64().map(OwnValue::Integer),
            FieldType::Number => match value {
                Value::Number(number) => number.as_f64().map(number_value),
                other => decimal(other)?.to_f64().map(number_value),
            },
            FieldType::Time => match value {
                Value::String(text) => written_moment(text).map(|moment| OwnValue::Time(moment.first_us)),
                Value::Number(number) => {
                    written_moment(&number.to_string()).map(|moment| OwnValue::Time(moment.first_us))
                }
                _ => None,
            },
            FieldType::Flag => flag(value).map(OwnValue::Flag),
        }
    }
}

fn number_value(number: f64) -> OwnValue {
    // -0 and 0 are one number.
    OwnValue::Number(number + 0.0)
}

fn keyword(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    (text.len() <= MAX_KEYWORD_BYTES).then_some(text)
}

/// A text, or the texts of a list. A number is not accepted, because it was not meant as words.
fn texts(value: &Value) -> Option<Vec<String>> {
    let values = match value {
        Value::Array(values) => values.as_slice(),
        one => std::slice::from_ref(one),
    };
    let said = values.iter().filter(|value| !is_blank(value));
    said.map(|value| value.as_str().map(str::to_owned)).collect()
}

fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::String(text) => Decimal::read(text),
        Value::Number(number) => of_number(number),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn of_number(number: &Number) -> Option<Decimal> {
    match (number.as_i64(), number.as_u64()) {
        (Some(whole), _) => Some(Decimal::from(whole)),
        (None, Some(large)) => Decimal::read(&large.to_string()),
        (None, None) => Decimal::of_f64(number.as_f64()?),
    }
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => match number.as_i64() {
            Some(0) => Some(false),
            Some(1) => Some(true),
            _ => None,
        },
        Value::String(text) => written_flag(text),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Reads a flag as people write it.
pub(crate) fn written_flag(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "on" | "1" | "是" | "真" | "有" | "对" | "對" => Some(true),
        "false" | "no" | "off" | "0" | "否" | "假" | "无" | "無" | "不是" | "没有" | "沒有" => {
            Some(false)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_is_read_by_its_type_or_not_at_all() {
        use FieldType::{Flag, Integer, Keyword, Number, Text, TextAnywhere, Time};
        for (field_type, value, expect) in [
            (Integer, json!(12), Some(OwnValue::Integer(12))),
            (Integer, json!(3.0), Some(OwnValue::Integer(3))),
            (Integer, json!(["1.2万"]), Some(OwnValue::Integer(12_000))),
            (Integer, json!(i64::MIN), Some(OwnValue::Integer(i64::MIN))),
            (Integer, json!(u64::MAX), None),
            (Integer, json!(1e300), None),
            (Integer, json!([1, 2]), None),
            (Integer, json!(true), None),
            (Number, json!(-0.0), Some(OwnValue::Number(0.0))),
            (Number, json!("１，２００"), Some(OwnValue::Number(1200.0))),
            (Number, json!(u64::MAX), Some(OwnValue::Number(18_446_744_073_709_551_615.0))),
            (Number, json!({"a": 1}), None),
            (
                Keyword,
                json!(["甲", null, 3, false]),
                Some(OwnValue::Keywords(vec!["甲".into(), "3".into(), "false".into()])),
            ),
            (Keyword, json!([["甲"]]), None),
            (Keyword, json!("甲".repeat(1366)), None),
            (Text, json!("甲，乙"), Some(OwnValue::Texts(vec!["甲，乙".into()]))),
            (
                TextAnywhere,
                json!(["甲", null, " ", "乙"]),
                Some(OwnValue::Texts(vec!["甲".into(), "乙".into()])),
            ),
            (Text, json!("甲".repeat(5000)), Some(OwnValue::Texts(vec!["甲".repeat(5000)]))),
            (Text, json!(3), None),
            (Text, json!(["甲", 3]), None),
            (Text, json!({"a": "甲"}), None),
            (Text, json!(true), None),
            (Time, json!("1970-01-01T08:00:00+08:00"), Some(OwnValue::Time(0))),
            (Time, json!("昨天"), None),
            (Flag, json!("否"), Some(OwnValue::Flag(false))),
            (Flag, json!(2), None),
        ] {
            assert_eq!(OwnValue::read(field_type, &value), expect, "{field_type} {value}");
        }
        let Some(OwnValue::Number(zero)) = OwnValue::read(Number, &json!(-0.0)) else { panic!("no number") };
        assert!(zero.is_sign_positive());
    }
}

//! The two ways from JSON to an article: `Deserialize` for jianbao's own form, `article_from_json` for the objects of others.
//!
//! **Law.** An object with jianbao's own names is read by both or by none, and to the same article. A program can therefore
//! change from one to the other without losing a value.

use jianbao::Article;
use jianbao::ingest::article_from_json;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Values that fields of texts may have in the objects of other programs. None reads as a byline or has markup: only
/// `article_from_json` cleans texts.
fn value() -> impl Strategy<Value = Value> {
    let text = || prop::sample::select(&["雨后", "街上 有人", "第一段。\n第二段。", "12", "a-1"][..]);
    let number =
        || prop_oneof![any::<i32>().prop_map(Value::from), any::<f32>().prop_map(|n| json!(f64::from(n)))];
    let scalar = || prop_oneof![text().prop_map(Value::from), number()];
    prop_oneof![
        4 => text().prop_map(Value::from),
        2 => number(),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        2 => scalar().prop_map(|one| json!([one])),
        2 => prop::collection::vec(scalar(), 2..4).prop_map(Value::from),
        1 => Just(json!({ "a": 1 })),
        1 => Just(json!([["雨后"]])),
    ]
}

fn date() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!("2024-01-05"),
        json!("2024年1月5日"),
        json!("二〇二四年一月五日"),
        json!("2024/1/5 08:30"),
        json!("2024-01-05T08:30:00Z"),
        json!("2024-01-04T20:30:00Z"),
        json!("2024-01-05T08:30:00+08:00"),
        json!("Jan 5, 2024"),
        json!(20_240_105),
        json!(1_704_412_800),
        json!(1_704_412_800_000_i64),
        json!(1_704_412_800.0),
        json!(["2024-01-05"]),
        json!("明天"),
        json!("02/11/2020"),
        json!(true),
        json!({ "a": 1 }),
        Value::Null,
    ])
}

/// The fields of texts and of lines.
const TEXTS: [&str; 13] = [
    "id", "kicker", "title", "subtitle", "label", "source", "section", "page", "credit", "url", "abstract",
    "body", "unplaced",
];

fn object() -> impl Strategy<Value = Map<String, Value>> {
    let field =
        (prop::sample::select(&TEXTS[..]), value()).prop_map(|(name, value)| (name.to_owned(), value));
    let own = ("编|热|z", value()).prop_map(|(name, value)| (format!("own {name}"), value));
    let dated = date().prop_map(|value| ("date".to_owned(), value));
    let kinds = prop::sample::select(vec![json!("photo"), json!("诗"), json!(3), json!(["photo"])]);
    let kind = kinds.prop_map(|value| ("kind".to_owned(), value));
    let sections = prop::sample::select(vec![
        json!([{"heading": "小题", "before": 1}]),
        json!([]),
        json!([{"heading": "小题"}]),
        json!("小题"),
    ]);
    let sections = sections.prop_map(|value| ("sections".to_owned(), value));
    let member = prop_oneof![8 => field, 1 => own, 2 => dated, 1 => kind, 1 => sections];
    prop::collection::vec(member, 0..7).prop_map(|members| members.into_iter().collect())
}

/// Fails unless both doors read the object to one article, or neither reads it whole.
fn check(object: &Map<String, Value>) {
    // The time of a moment under `date` is read by the forgiving door alone: the other has `time` for it.
    let (article, kept) = article_from_json(object.clone());
    let article = Article { time: None, ..article };
    let own = serde_json::from_value::<Article>(Value::Object(object.clone()));
    match own {
        Ok(own) => {
            assert!(kept.is_empty(), "{object:?} is an article, and {kept:?}");
            assert_eq!(own, article, "{object:?}");
        }
        Err(error) => assert!(!kept.is_empty(), "{object:?} is read without a word, and {error}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_object_with_own_names_is_read_by_both_doors_or_by_none(object in object()) {
        check(&object);
    }
}

#[test]
fn every_form_of_a_date_is_read_by_both_doors_or_by_none() {
    for written in [
        "2024-01-05",
        "2024.1.5",
        "20240105",
        "2024年1月5日 星期五",
        "发布时间：2024-1-5",
        "5 Jan 2024",
        "x",
        "",
    ] {
        let Value::Object(object) = json!({ "title": "雨后", "date": written }) else { panic!() };
        check(&object);
    }
}

/// The differences that the documentation of `Article` names.
#[test]
fn other_names_and_markup_are_read_by_the_forgiving_door_alone() {
    let Value::Object(object) = json!({ "标题": "<b>雨后</b>", "记者": "本报记者 高远" }) else {
        panic!()
    };
    let (article, kept) = article_from_json(object.clone());
    assert_eq!((article.title.as_deref(), kept.len()), (Some("雨后"), 0));
    assert_eq!(article.reporters, ["高远"]);
    let own: Article = serde_json::from_value(Value::Object(object)).unwrap();
    assert_eq!((own.title, own.extra.len()), (None, 2));
}

//! Syntax trees of the queries in `data/queries.jsonl`, row by row.

#![expect(clippy::unwrap_used, reason = "a failed step ends the test, and the panic says where")]

use jianbao_query::{Date, Node, parse};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Row {
    query: String,
    #[serde(default)]
    ast: String,
    /// For each diagnostic its part of the query, and the message.
    #[serde(default)]
    said: Vec<[String; 2]>,
}

/// A tree with every branch in brackets, its kind in front.
fn shown(node: &Node) -> String {
    let all = |kind: &str, parts: &[Node]| {
        let parts: Vec<String> = parts.iter().map(shown).collect();
        format!("({kind} {})", parts.join(" "))
    };
    match node {
        Node::Empty => "()".to_owned(),
        Node::Everything { .. } => "(everything)".to_owned(),
        Node::Text { text, .. } => text.clone(),
        Node::Quote { text, .. } => format!("{text:?}"),
        Node::Near { texts, distance_units, .. } => format!("(near {distance_units} {})", texts.join(" ")),
        Node::Prefix { text, .. } => format!("(prefix {text})"),
        Node::Fuzzy { text, distance, .. } => format!("(fuzzy {distance} {text})"),
        Node::Date { spec, .. } => {
            let days = spec.resolve("2020-11-05".parse().ok()).unwrap();
            let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
            format!("(date {}..{})", day(days.from), day(days.to))
        }
        Node::In { field, inner } => format!("({} {})", field.name(), shown(inner)),
        Node::Own { name, inner } => format!("(own {name} {})", shown(inner)),
        Node::Boost { inner, factor } => format!("(boost {factor} {})", shown(inner)),
        Node::Not { inner } => format!("(not {})", shown(inner)),
        Node::And(parts) => all("and", parts),
        Node::Or(parts) => all("or", parts),
    }
}

#[test]
fn every_query_is_read_as_its_row_says() {
    let rows = include_str!("data/queries.jsonl");
    let mut count = 0;
    let mut differing = Vec::new();
    for line in rows.lines() {
        let row: Row = serde_json::from_str(line).unwrap();
        let parsed = parse(&row.query);
        let said = (parsed.diagnostics.into_iter())
            .map(|diagnostic| [row.query[diagnostic.span].to_owned(), diagnostic.kind.to_string()])
            .collect();
        let read = Row { ast: shown(&parsed.ast), said, query: row.query.clone() };
        if read != row {
            differing.push(serde_json::to_string(&read).unwrap());
        }
        count += 1;
    }
    assert!(differing.is_empty(), "read otherwise:\n{}", differing.join("\n"));
    assert!(count >= 120);
}

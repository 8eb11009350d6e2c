use proptest::prelude::*;

use super::{parse, parse_with};
use crate::ast::Node;
use crate::date::DateSpec;
use crate::field::Field;
use crate::own_names::{OwnNames, ValueForm};

/// A tree in brackets, which show the precedence.
fn tree(query: &str) -> String {
    parse(query).ast.to_string()
}

#[test]
fn signs_and_words_read_as_they_are_meant() {
    for (query, expect) in [
        ("困难职工 云南", "困难职工 云南"),
        ("困难职工　云南，湖南、贵州", "困难职工 云南 湖南 贵州"),
        // The comma of a number in threes separates nothing.
        ("13,000人 1,234,567", "13,000人 1,234,567"),
        ("13，000 1,2 2018,2019 甲,100", "13 000 1 2 2018 2019 甲 100"),
        ("“解困脱困”", "\"解困脱困\""),
        ("「知識的力量」", "\"知識的力量\""),
        ("＂总工会＂", "\"总工会\""),
        ("‘总工会’", "\"总工会\""),
        ("『“劳模”座谈会』", "「“劳模”座谈会」"),
        ("工会 或 工人", "工会 或 工人"),
        ("工会 OR 工人 | 农民", "工会 或 工人 或 农民"),
        ("甲 乙 或 丙", "(甲 乙) 或 丙"),
        ("甲 且 乙 AND 丙 && 丁", "甲 乙 丙 丁"),
        ("“甲”或“乙”", "\"甲\" 或 \"乙\""),
        ("职工 -上海", "职工 -上海"),
        ("职工 －上海", "职工 -上海"),
        ("非 上海", "-上海"),
        ("NOT 上海", "-上海"),
        ("-(甲 或 乙)", "-(甲 或 乙)"),
        ("非 -甲", "甲"),
        ("非洲 而且 2020-10 或者", "非洲 而且 2020-10 或者"),
        ("标题:劳动竞赛", "标题:劳动竞赛"),
        ("标题：劳动竞赛 云南", "标题:劳动竞赛 云南"),
        ("title: 劳动竞赛", "标题:劳动竞赛"),
        ("标题:（甲 乙）", "标题:(甲 乙)"),
        ("标题:“甲 乙”", "标题:\"甲 乙\""),
        ("-标题:甲", "-标题:甲"),
        ("记者:方大丰 版:5", "记者:方大丰 版:5"),
        ("10:30 3:2 http://a.com", "10:30 3:2 http://a.com"),
        ("日期:2020-10", "日期:2020-10"),
        ("date:2020-10-26..2020-11-03", "日期:2020-10-26..2020-11-03"),
        ("日期: 近7天", "日期:近7天"),
        ("日期:“2020年11月2日”", "日期:2020年11月2日"),
        ("\"网球 滑雪\"~20", "\"网球 滑雪\"~20"),
        ("“网球 滑雪”～20", "\"网球 滑雪\"~20"),
        ("劳动*", "劳动*"),
        ("covd~", "covd~"),
        ("(甲 或 乙) -丙", "(甲 或 乙) -丙"),
        ("甲^3 “乙”^2 (丙 或 丁)^0.5", "甲^3 \"乙\"^2 (丙 或 丁)^0.5"),
        ("标题:甲^3", "标题:甲^3"),
        ("标题:-甲^2 标题:-甲^3^2", "-标题:甲^2 -标题:甲^3^2"),
        ("[图文] {图} / ! ?", "[图文] {图} / ! ?"),
        ("don’t 30多万户（次）", "don’t 30多万户 次"),
        ("或", "或"),
        ("-", "-"),
        ("", ""),
        ("（）", ""),
    ] {
        assert_eq!(tree(query), expect, "{query}");
    }
}

/// Fields of one's own, in Chinese and English.
fn own_names() -> OwnNames {
    let mut names = OwnNames::default();
    names.add("标签", ["tags"], ValueForm::Word);
    names.add("温度", ["temperature"], ValueForm::Number);
    names
}

#[test]
fn fields_of_ones_own_are_read_by_their_names_and_aliases() {
    for (query, expect) in [
        ("标签:快讯 TAGS：“a b”", "标签:快讯 标签:\"a b\""),
        ("标签:http://a.com/b?c=1", "标签:http://a.com/b?c=1"),
        ("标签:(甲 或 乙) -标签:丙", "标签:(甲 或 乙) -标签:丙"),
        ("标签:-甲", "-标签:甲"),
        ("标签:*", "标签:*"),
        ("温度:-5", "温度:-5"),
        ("温度:－５..5", "温度:－５..5"),
        ("温度:>-.5 温度: -3", "温度:>-.5 温度:-3"),
        ("温度:(-5 或 3)", "温度:(-5 或 3)"),
        ("温度:(非 5)", "温度:(非 5)"),
        ("温度:(非 -5)", "温度:(非 -5)"),
        ("温度:-(5 或 -3)", "-温度:(5 或 -3)"),
        ("-温度:5", "-温度:5"),
        ("温度:(标题:-5)", "温度:(非 标题:5)"),
        ("标题:(温度:-5 -甲)", "标题:(温度:-5 -甲)"),
        ("(温度:1) -5", "温度:1 -5"),
        ("温度:1万^2", "温度:1万^2"),
        ("热度:5 10:30", "热度:5 10:30"),
        ("日期:(温度:5)", "温度:5"),
    ] {
        assert_eq!(parse_with(query, &own_names()).ast.to_string(), expect, "{query}");
    }
    let parsed = parse_with("标签:", &own_names());
    assert_eq!((parsed.ast.to_string().as_str(), parsed.diagnostics.len()), ("标签", 1));
}

#[test]
fn what_is_not_understood_is_said_with_its_place() {
    for (query, expect, place) in [
        ("“总工会", "\"总工会\"", "“"),
        ("甲)乙", "甲 乙", ")"),
        ("(甲 乙", "甲 乙", "("),
        ("甲 或", "甲", "或"),
        ("AND 甲", "甲", "AND"),
        ("甲 标题:", "甲 标题", "标题:"),
        ("日期:2020-13", "\"2020-13\"", "日期:2020-13"),
        ("甲~", "甲~", "甲~"),
        ("气温 -5℃以下", "气温 非 5℃以下", "-5℃"),
        ("－1.5％", "非 1.5％", "－1.5％"),
        ("\"\"", "", "\"\""),
        ("“甲”~3", "\"甲\"", "“甲”~3"),
        ("甲 标题:( )", "甲", "( )"),
        ("甲 ((()))", "甲", "()"),
    ] {
        let parsed = parse(query);
        assert_eq!(parsed.ast.to_string(), expect, "{query}");
        let places: Vec<&str> = parsed.diagnostics.iter().map(|d| &query[d.span.clone()]).collect();
        assert_eq!(places, [place], "{query}: {:?}", parsed.diagnostics);
    }
}

#[test]
fn deep_brackets_and_endless_clauses_are_cut_off() {
    let deep = "(".repeat(10_000) + "甲" + &")".repeat(10_000);
    assert_eq!(tree(&deep), "甲");
    assert_eq!(tree(&("非 ".repeat(10_001) + "甲")), "-甲");
    let many = "甲 ".repeat(10_000);
    let parsed = parse(&many);
    assert_eq!(parsed.diagnostics.len(), 1);
    assert!(tree(&many).len() < 10_000);
    let long = "工会".repeat(200_000);
    let parsed = parse(&long);
    assert_eq!(parsed.diagnostics.len(), 1);
    assert!(long.starts_with(&parsed.ast.to_string()));
    for noisy in [")", "\"\"", "(", "或 ", "标题: ", "甲~ ", "-", "“"] {
        let parsed = parse(&noisy.repeat(1_000_000 / noisy.len()));
        assert!(parsed.diagnostics.len() < 50, "{noisy}: {}", parsed.diagnostics.len());
    }
}

/// Strings of operators and words, in any order.
fn queries() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "甲", "乙", "工会", "covid", " ", "　", "，", "(", ")", "（", "）", "\"", "“", "”", "‘", "’", "「",
        "」", "『", "』", "＂", "-", "－", "--", "或", " 或 ", " OR ", "且", " 且 ", "非", " 非 ", "|", ":",
        "：", "标题:", "title：", "日期:", "记者:", "标签:", "tags：", "温度:", "-5", "5℃", "2020-10",
        "近7天", "..", "^3", "^2.5", "^", "~", "～", "~20", "*", "3", "a",
    ]);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// Letters without a meaning of their own, so that a text of them is no operator, field or date.
fn plain_text() -> impl Strategy<Value = String> {
    "[甲乙丙度a-c0-9《》·:/\\[\\]]{0,3}[甲乙丙度%]"
}

/// Any tree that the parser may make, without places.
fn trees() -> impl Strategy<Value = Node> {
    let texts = prop::collection::vec("[甲乙a\u{3001}，()（）-]{1,3}", 2..4);
    let leaf = prop_oneof![
        plain_text().prop_map(|text| Node::Text { text, span: 0..0 }),
        "[甲乙a ，、()~*^:\"“”‘‘「』-]{0,5}丁".prop_map(|text| Node::Quote { text, span: 0..0 }),
        (texts, 0_usize..99).prop_map(|(texts, distance_units)| Node::Near {
            texts,
            distance_units,
            span: 0..0
        }),
        plain_text().prop_map(|text| Node::Prefix { text, span: 0..0 }),
        "[a-c]{8}".prop_map(|text| Node::Fuzzy { text, distance: 2, span: 0..0 }),
        prop::sample::select(vec![
            "2020-10",
            "近7天",
            "2020-10-26..",
            "..2020",
            "10月26日至11月3日",
            ">2020"
        ])
        .prop_map(|written| Node::Date {
            spec: DateSpec::read(written).unwrap(),
            written: written.to_owned(),
            span: 0..0
        }),
        Just(Node::Everything { span: 0..0 }),
    ];
    let own = vec!["标签", "温度"];
    let fields = vec![Field::Title, Field::Body, Field::Reporter, Field::Source, Field::Page];
    leaf.prop_recursive(6, 40, 4, move |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        let parts = || prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            (prop::sample::select(fields.clone()), boxed())
                .prop_map(|(field, inner)| Node::In { field, inner }),
            (prop::sample::select(own.clone()), boxed())
                .prop_map(|(name, inner)| Node::Own { name: name.to_owned(), inner }),
            (boxed(), 1_u16..500)
                .prop_map(|(inner, hundredths)| Node::Boost { inner, factor: f32::from(hundredths) / 100.0 }),
            boxed().prop_map(|inner| match *inner {
                Node::Not { inner } => *inner,
                inner => Node::Not { inner: Box::new(inner) },
            }),
            parts().prop_map(|parts| Node::And(
                parts
                    .into_iter()
                    .flat_map(|part| match part {
                        Node::And(parts) => parts,
                        part => vec![part],
                    })
                    .collect()
            )),
            parts().prop_map(|parts| Node::Or(
                parts
                    .into_iter()
                    .flat_map(|part| match part {
                        Node::Or(parts) => parts,
                        part => vec![part],
                    })
                    .collect()
            )),
        ]
    })
}

/// Each text and its recorded place.
fn each_text(node: &Node, visit: &mut impl FnMut(&str, std::ops::Range<usize>)) {
    if let Node::Text { text, span } = node {
        visit(text, span.clone());
    }
    node.children().iter().for_each(|child| each_text(child, visit));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn printing_and_parsing_again_gives_the_same_tree(query in queries()) {
        let ast = parse_with(&query, &own_names()).ast.without_spans();
        let printed = ast.to_string();
        prop_assert_eq!(parse_with(&printed, &own_names()).ast.without_spans(), ast, "{:?} printed {:?}", query, printed);
    }

    #[test]
    fn any_tree_prints_as_a_query_that_reads_as_that_tree(tree in trees()) {
        let printed = tree.to_string();
        prop_assert_eq!(parse_with(&printed, &own_names()).ast.without_spans(), tree, "printed {:?}", printed);
        prop_assert_eq!(parse_with(&printed, &own_names()).diagnostics, [], "printed {:?}", printed);
    }

    #[test]
    fn any_string_parses_and_its_places_lie_on_characters(query in prop_oneof![any::<String>(), queries()]) {
        let parsed = parse_with(&query, &own_names());
        for diagnostic in parsed.diagnostics {
            prop_assert!(query.get(diagnostic.span).is_some());
        }
        let mut misplaced = Vec::new();
        each_text(&parsed.ast, &mut |text, span| {
            // A field's name without a clause is text without its colon.
            if query.get(span).is_none_or(|there| there.trim_end_matches([':', '：']) != text.trim_end_matches([':', '：'])) {
                misplaced.push(text.to_owned());
            }
        });
        prop_assert_eq!(misplaced, Vec::<String>::new());
    }

    #[test]
    fn any_string_prints_as_a_query_that_reads_as_the_same_tree(query in any::<String>()) {
        let ast = parse_with(&query, &own_names()).ast.without_spans();
        let printed = ast.to_string();
        prop_assert_eq!(parse_with(&printed, &own_names()).ast.without_spans(), ast, "{:?} printed {:?}", query, printed);
    }
}

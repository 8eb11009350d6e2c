//! Reprints: articles with the same text, folded under one of them.

use std::collections::{BTreeMap, BTreeSet};

use jianbao::search::Reprints;
use jianbao::{Article, Index, SearchRequest, Sort};

use crate::grep::Random;

/// A report of a number of sentences, none of which is in another report.
fn report(sentences: usize, random: &mut Random) -> Vec<String> {
    let letters: Vec<char> = ('\u{5000}'..'\u{5200}').collect();
    (0..sentences)
        .map(|_| (0..12).map(|_| *random.pick(&letters)).chain(['。']).collect::<String>())
        .collect()
}

/// Reports, some of them printed again with a sentence more or less, over several segments.
fn papers(random: &mut Random) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for number in 0..30 {
        let mut body = report(20, random);
        for copy in 0..1 + random.below(4) {
            if copy == 2 {
                body.pop();
            }
            let id = format!("{number:02}-{copy}");
            let date = format!("2024-{:02}-01", 1 + random.below(12)).parse().ok();
            // The most frequent letter makes articles of different scores.
            let title = "雨后".repeat(1 + random.below(3));
            writer
                .add(Article {
                    id: Some(id),
                    title: Some(title),
                    body: body.clone(),
                    date,
                    ..Article::default()
                })
                .unwrap();
        }
        writer.commit().unwrap();
    }
    writer.finish().unwrap();
    index
}

#[test]
fn every_hit_is_kept_or_folded_once_and_pages_put_together_are_the_list() {
    let mut random = Random(11);
    let index = papers(&mut random);
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
        let shown = SearchRequest::new("雨后").sort(sort).limit(1000);
        let all: Vec<String> = index.search(&shown).unwrap().hits.into_iter().map(|hit| hit.id).collect();
        let folded = shown.clone().reprints(Reprints::Fold);
        let response = index.search(&folded).unwrap();
        assert_eq!(response.total, all.len() as u64, "the total counts every article");
        let mut seen = BTreeSet::new();
        for hit in &response.hits {
            let text = hit.id.split_once('-').unwrap().0;
            let place = |id: &String| all.iter().position(|other| other == id).unwrap();
            assert!(seen.insert(hit.id.clone()));
            for reprint in &hit.reprints {
                assert!(seen.insert(reprint.clone()), "{reprint} twice");
                assert!(reprint.starts_with(text), "{reprint} under {}", hit.id);
                assert!(place(reprint) > place(&hit.id), "folded under the first");
            }
        }
        assert_eq!(seen, all.into_iter().collect::<BTreeSet<_>>());
        assert_eq!(response.hits.len(), 30, "of each report one is kept");
        for _ in 0..4 {
            let size = 1 + random.below(12);
            let paged: Vec<_> = (0..40)
                .step_by(size)
                .flat_map(|offset| index.search(&folded.clone().limit(size).offset(offset)).unwrap().hits)
                .collect();
            assert_eq!(paged, response.hits, "pages of {size}");
        }
    }
}

/// Pairs of articles of the corpus, judged by hand: reprints of one another or not.
const JUDGED: &[(&str, &str, bool)] = &[
    ("rmrb-20200429-01-06", "rmrb-20200429-06-04", true),
    ("rmrb-20200531-02-02", "rmrb-20200531-08-01", true),
    ("rmrb-20200410-01-05", "rmrb-20200410-02-06", true),
    ("rmrb-20200206-01-05", "rmrb-20200206-10-02", true),
    ("rmrb-20200618-01-01", "rmrb-20200618-02-03", true),
    ("rmrb-20200612-01-05", "rmrb-20200612-03-07", true),
    ("rmrb-20200308-01-03", "rmrb-20200308-03-02", true),
    ("rmrb-20200609-01-02", "rmrb-20200609-16-02", true),
    ("rmrb-20200421-01-02", "rmrb-20200421-07-04", true),
    ("rmrb-20200225-01-04", "rmrb-20200225-02-09", true),
    ("rmrb-20200616-01-03", "rmrb-20200616-02-05", true),
    ("rmrb-20200313-01-06", "rmrb-20200313-02-06", true),
    ("rmrb-20200523-01-04", "rmrb-20200523-02-05", true),
    ("rmrb-20200620-01-02", "rmrb-20200620-06-01", true),
    ("rmrb-20200610-01-02", "rmrb-20200610-02-09", true),
    ("rmrb-20200331-01-04", "rmrb-20200331-02-07", true),
    ("rmrb-20200406-01-03", "rmrb-20200406-04-05", true),
    ("rmrb-20200613-01-02", "rmrb-20200613-02-08", true),
    ("rmrb-20200518-01-05", "rmrb-20200518-07-03", true),
    ("rmrb-20200609-01-04", "rmrb-20200609-04-08", true),
    ("rmrb-20200304-01-04", "rmrb-20200304-02-06", true),
    ("rmrb-20200403-01-05", "rmrb-20200403-02-07", true),
    ("rmrb-20200615-01-05", "rmrb-20200615-02-02", true),
    ("rmrb-20200229-01-04", "rmrb-20200229-02-05", true),
    ("rmrb-20200603-01-01", "rmrb-20200603-02-06", true),
    ("rmrb-20200521-06-01", "rmrb-20200521-07-01", true),
    ("rmrb-20200213-01-06", "rmrb-20200213-02-09", true),
    ("rmrb-20200214-01-02", "rmrb-20200214-02-04", true),
    ("rmrb-20200615-01-02", "rmrb-20200615-06-04", true),
    ("rmrb-20200226-01-05", "rmrb-20200226-03-05", true),
    ("rmrb-20200420-05-07", "rmrb-20200619-05-07", true),
    ("rmrb-20200423-04-05", "rmrb-20200427-20-02", true),
    ("rmrb-20200622-07-04", "rmrb-20200629-07-04", true),
    ("rmrb-20200523-06-02", "rmrb-20200529-05-01", true),
    ("rmrb-20200523-04-07", "rmrb-20200530-02-01", true),
    ("rmrb-20200608-07-05", "rmrb-20200615-07-05", true),
    ("rmrb-20200519-01-02", "rmrb-20200519-02-01", false),
    ("rmrb-20200529-04-09", "rmrb-20200529-04-10", false),
    ("rmrb-20200526-02-01", "rmrb-20200601-02-01", false),
    ("rmrb-20200526-02-01", "rmrb-20200601-01-07", false),
    ("rmrb-20200529-04-05", "rmrb-20200529-04-06", false),
    ("rmrb-20200124-01-02", "rmrb-20200124-01-03", false),
    ("rmrb-20200526-07-02", "rmrb-20200602-03-03", false),
    ("rmrb-20200526-07-02", "rmrb-20200602-02-02", false),
    ("rmrb-20200526-04-02", "rmrb-20200602-03-03", false),
    ("rmrb-20200526-04-02", "rmrb-20200602-02-02", false),
    ("rmrb-20200615-07-05", "rmrb-20200622-07-04", false),
    ("rmrb-20200430-02-04", "rmrb-20200621-03-03", false),
    ("rmrb-20200101-02-01", "rmrb-20200101-03-07", false),
    ("rmrb-20200101-01-04", "rmrb-20200101-02-01", false),
    ("rmrb-20200424-04-06", "rmrb-20200629-04-03", false),
    ("rmrb-20200325-04-02", "rmrb-20200424-04-06", false),
    ("rmrb-20200311-02-04", "rmrb-20200329-01-04", false),
    ("rmrb-20200424-04-06", "rmrb-20200530-04-07", false),
    ("rmrb-20200615-07-05", "rmrb-20200629-07-04", false),
    ("rmrb-20200530-04-07", "rmrb-20200629-04-03", false),
    ("rmrb-20200410-02-01", "rmrb-20200410-02-03", false),
    ("rmrb-20200325-04-02", "rmrb-20200629-04-03", false),
    ("rmrb-20200229-04-08", "rmrb-20200629-04-03", false),
    ("rmrb-20200111-01-04", "rmrb-20200310-01-01", false),
    ("rmrb-20200325-04-02", "rmrb-20200530-04-07", false),
    ("rmrb-20200217-07-03", "rmrb-20200224-07-04", false),
    ("rmrb-20200229-04-08", "rmrb-20200325-04-02", false),
    ("rmrb-20200229-04-08", "rmrb-20200424-04-06", false),
    ("rmrb-20200229-04-08", "rmrb-20200530-04-07", false),
    ("rmrb-20200105-04-09", "rmrb-20200222-06-06", false),
    ("rmrb-20200526-07-01", "rmrb-20200602-07-01", false),
    ("rmrb-20200526-07-01", "rmrb-20200602-02-01", false),
    ("rmrb-20200526-04-01", "rmrb-20200602-07-01", false),
    ("rmrb-20200526-04-01", "rmrb-20200602-02-01", false),
    ("rmrb-20200307-03-04", "rmrb-20200307-03-05", false),
    ("rmrb-20200104-04-06", "rmrb-20200114-04-06", false),
    ("rmrb-20200510-02-01", "rmrb-20200515-02-03", false),
    ("rmrb-20200113-07-06", "rmrb-20200217-07-03", false),
    ("rmrb-20200327-01-02", "rmrb-20200327-02-01", false),
    ("rmrb-20200225-02-05", "rmrb-20200225-06-01", false),
    ("rmrb-20200527-01-05", "rmrb-20200528-01-04", false),
    ("rmrb-20200527-02-04", "rmrb-20200528-02-02", false),
    ("rmrb-20200527-01-06", "rmrb-20200528-02-02", false),
    ("rmrb-20200114-04-06", "rmrb-20200123-07-06", false),
    ("rmrb-20200226-01-04", "rmrb-20200310-01-01", false),
    ("rmrb-20200527-01-05", "rmrb-20200529-01-04", false),
    ("rmrb-20200224-07-04", "rmrb-20200316-07-04", false),
    ("rmrb-20200301-01-03", "rmrb-20200311-02-04", false),
    ("rmrb-20200105-04-09", "rmrb-20200305-11-05", false),
    ("rmrb-20200309-07-05", "rmrb-20200316-07-04", false),
    ("rmrb-20200521-04-03", "rmrb-20200610-04-06", false),
    ("rmrb-20200105-04-09", "rmrb-20200123-11-04", false),
    ("rmrb-20200509-02-05", "rmrb-20200521-04-03", false),
    ("rmrb-20200214-03-08", "rmrb-20200305-03-04", false),
    ("rmrb-20200224-07-04", "rmrb-20200309-07-05", false),
    ("rmrb-20200618-01-02", "rmrb-20200618-02-01", false),
    ("rmrb-20200223-02-01", "rmrb-20200223-02-03", false),
    ("rmrb-20200111-01-04", "rmrb-20200226-01-04", false),
    ("rmrb-20200528-01-04", "rmrb-20200529-01-04", false),
    ("rmrb-20200225-02-02", "rmrb-20200630-01-04", false),
];

#[test]
fn judged_pairs_of_real_news_are_told_apart() {
    let Some(articles) = crate::grep::real_articles(usize::MAX) else { return };
    let wanted: BTreeSet<&str> = JUDGED.iter().flat_map(|(a, b, _)| [*a, *b]).collect();
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for article in articles {
        if article.id.as_deref().is_some_and(|id| wanted.contains(id)) {
            writer.add(article).unwrap();
        }
    }
    writer.finish().unwrap();
    assert_eq!(index.len(), wanted.len() as u64);
    let request = SearchRequest::new("*").limit(usize::MAX).snippets(0).reprints(Reprints::Fold);
    let mut folded_under: BTreeMap<String, String> = BTreeMap::new();
    for hit in index.search(&request).unwrap().hits {
        for id in hit.reprints.iter().chain([&hit.id]) {
            folded_under.insert(id.clone(), hit.id.clone());
        }
    }
    let is_folded = |a: &str, b: &str| folded_under[a] == folded_under[b];
    let told: Vec<_> = JUDGED.iter().map(|&(a, b, is_reprint)| (a, b, is_reprint, is_folded(a, b))).collect();
    let count = |is_reprint: bool, is_folded: bool| {
        told.iter().filter(|row| (row.2, row.3) == (is_reprint, is_folded)).count()
    };
    let (right, wrong, missed) = (count(true, true), count(false, true), count(true, false));
    #[expect(clippy::print_stdout, reason = "the figures that the documentation names")]
    {
        println!("precision {right}/{}, recall {right}/{}", right + wrong, right + missed);
        for (a, b, is_reprint, is_folded) in &told {
            if is_reprint != is_folded {
                println!("{a} {b}: judged {is_reprint}, folded {is_folded}");
            }
        }
    }
    assert_eq!(wrong, 0, "what is folded away must be there under another id");
    assert!(right * 20 >= 19 * (right + missed), "recall under .95");
}

//! Time limits: an exhausted limit stops a search in every pass; a sufficient one does not change the answer.

use std::time::Duration;

use jianbao::search::{FacetField, Interval, Reprints};
use jianbao::{Error, Index, Matching, SearchRequest, Sort};

use crate::grep::{Random, spliced_articles};

fn index() -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for chunk in spliced_articles(200, &mut Random(5)).chunks(50) {
        for article in chunk {
            writer.add(article.clone()).unwrap();
        }
        writer.commit().unwrap();
    }
    writer.finish().unwrap();
    index
}

fn requests() -> Vec<SearchRequest> {
    // Wider than tantivy's own loops are allowed to visit.
    let wide = (0..40).map(|n| format!("夜场{n} 或 ")).collect::<String>() + "图书馆 或 “台风的”";
    let queries = [
        wide.as_str(),
        "图书馆",
        "图书馆 高铁 台风",
        "图书馆的夜场",
        "“图书馆”",
        "正文:“图书馆”",
        "正文:1* 或 covd~",
        "\"图书馆 夜场\"~20",
        "-图书馆",
        "*",
        "图书馆无此词也无",
        "记者:林小满",
        "",
    ];
    let with = |query: &str| {
        let plain = SearchRequest::new(query).matching(Matching::Fill);
        let counting = plain.clone().facet(FacetField::Source).histogram(Interval::Month).limit(0);
        let folding = plain.clone().reprints(Reprints::Fold).limit(50);
        [plain.clone(), plain.sort(Sort::Newest), counting, folding]
    };
    queries.into_iter().flat_map(with).collect()
}

#[test]
fn no_time_at_all_stops_every_search() {
    let index = index();
    for request in requests() {
        let request = request.timeout(Duration::ZERO);
        let stopped = |error: Error| matches!(error, Error::TimedOut { limit_ms: 0 });
        assert!(stopped(index.search(&request).unwrap_err()), "{request:?}");
        assert!(stopped(index.explain(&request, None).unwrap_err()), "{request:?}");
        assert!(stopped(index.ids(&request).unwrap_err()), "{request:?}");
        assert!(stopped(index.highlighter(&request).unwrap_err()), "{request:?}");
    }
}

#[test]
fn a_limit_that_is_not_reached_changes_nothing() {
    let index = index();
    for request in requests() {
        let limited = request.clone().timeout(Duration::from_secs(3600));
        let mut free = index.search(&request).unwrap();
        let mut in_time = index.search(&limited).unwrap();
        (free.took_us, in_time.took_us) = (0, 0);
        assert_eq!(in_time, free, "{request:?}");
        assert_eq!(index.ids(&limited).unwrap(), index.ids(&request).unwrap());
        assert_eq!(index.explain(&limited, None).unwrap(), index.explain(&request, None).unwrap());
    }
}

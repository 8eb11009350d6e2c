#[cfg(feature = "bench")]
use super::stdout;
use super::{jianbao, stderr};

#[cfg(not(feature = "bench"))]
#[test]
fn without_the_feature_bench_says_how_to_get_it() {
    let folder = tempfile::tempdir().unwrap();
    for language in ["en", "zh"] {
        let refused = jianbao(folder.path(), &["bench", "tokenize", "--lang", language]).code(2);
        let said = stderr(&refused);
        assert!(said.contains("cargo run --release --features bench -- bench tokenize"), "{said}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[cfg(feature = "bench")]
#[test]
fn the_page_of_bench_is_replaced_by_force_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("news.txt"), "春茶上高铁，早上在枝头晚上到餐桌\n").unwrap();
    let run = |more: &[&str]| {
        let arguments = ["bench", "tokenize", "--file", "news.txt", "--rounds", "1"];
        jianbao(folder.path(), &[&arguments, more].concat())
    };
    let page = folder.path().join("page.html");
    std::fs::write(&page, "mine").unwrap();
    let refused = run(&["--out", "page.html"]).code(2);
    assert!(stderr(&refused).contains("page.html already exists"), "{}", stderr(&refused));
    // It is refused before anything is measured.
    assert_eq!(stdout(&refused), "");
    assert_eq!(std::fs::read_to_string(&page).unwrap(), "mine");
    run(&["--out", "page.html", "--force"]).success();
    assert!(std::fs::read_to_string(&page).unwrap().contains("<svg"));
    // It is not an article either.
    let indexed = jianbao(folder.path(), &["index", "page.html"]).success();
    assert!(
        stderr(&indexed).contains("page.html: a benchmark report made by jianbao"),
        "{}",
        stderr(&indexed)
    );
    run(&["--force"]).code(2);
}

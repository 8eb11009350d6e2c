//! Messages: concordances, trends and verdicts on sentences.

use std::path::Path;

use jianbao::Date;
use jianbao::corpus::{ArticlePart, Compared, WordClass};

use super::counted;
use crate::texts::{both, either};

/// The heading of a trend.
pub(crate) fn trend_heading(name: &str, articles: u64, places: u64) -> String {
    both(
        format_args!("{name}: {}, {}", counted(articles, "article"), counted(places, "occurrence")),
        format_args!("{name}：{articles} 篇，{places} 处"),
    )
}

/// The columns of a trend.
pub(crate) fn trend_columns() -> [&'static str; 5] {
    [
        either("period", "时段"),
        either("articles", "篇数"),
        either("occurrences", "处数"),
        either("of articles", "占篇数"),
        either("per million", "每百万字"),
    ]
}

/// The mark of a period with few articles.
pub(crate) fn small_base() -> &'static str {
    either("few articles", "篇数少")
}

/// The explanation of that mark.
pub(crate) fn small_base_explained() -> &'static str {
    either(
        "Grey rows: the index has fewer than 100 articles of the period, so the shares vary by chance.",
        "灰色的行：这一时段在索引中的文章不足 100 篇，比例易受偶然因素影响。",
    )
}

/// The articles that are in no period.
pub(crate) fn undated_articles(articles: u64) -> String {
    both(
        format_args!("{} without a date", counted(articles, "article")),
        format_args!("另有 {articles} 篇没有日期"),
    )
}

/// The title of a page of trends.
pub(crate) fn trend_title(names: &str) -> String {
    both(format_args!("Over time: {names}"), format_args!("历时分布：{names}"))
}

/// The title of its chart.
pub(crate) fn trend_chart_title() -> &'static str {
    either("Occurrences per million characters of all articles", "全部文章中每百万字的出现次数")
}

/// A page of trends was written.
pub(crate) fn trend_written(file: &Path) -> String {
    let file = file.display();
    both(format_args!("{file} written"), format_args!("已写入 {file}"))
}

/// The day on which a page was made.
pub(crate) fn made_on(made: Date) -> String {
    both(format_args!("made on {made}"), format_args!("{made} 编制"))
}

/// The verdict on a sentence.
pub(crate) fn sentence_verdict(articles: u64) -> String {
    match articles {
        0 => either("not in the index", "索引中没有").to_owned(),
        _ => {
            both(format_args!("in {}", counted(articles, "article")), format_args!("见于 {articles} 篇文章"))
        }
    }
}

/// The place of a sentence.
pub(crate) fn paragraph(part: ArticlePart, paragraph: usize) -> String {
    match part {
        ArticlePart::Title => either("headline", "标题").to_owned(),
        ArticlePart::Body => both(format_args!("paragraph {paragraph}"), format_args!("第 {paragraph} 段")),
    }
}

/// The reprints of an article that contains a sentence.
pub(crate) fn reprints_too(reprints: usize) -> String {
    both(
        format_args!("and {} of it", counted(reprints as u64, "reprint")),
        format_args!("另有 {reprints} 篇转载"),
    )
}

/// The heading of the closest passage.
pub(crate) fn closest(changes: usize) -> String {
    both(
        format_args!("closest passage, {} apart:", counted(changes as u64, "character")),
        format_args!("最接近的一处，相差 {changes} 字："),
    )
}

/// The labels of the passage and of the sentence, of one width.
pub(crate) fn there_and_here() -> (&'static str, &'static str) {
    (either("index  ", "索引  "), either("given  ", "所给  "))
}

/// The refusal of an empty text.
pub(crate) fn nothing_to_check() -> &'static str {
    either("there is no text to check", "没有要核对的文字")
}

/// The heading of collocates.
pub(crate) fn collocates_heading(
    query: &str,
    articles: u64,
    places: u64,
    span_words: u64,
    words: u64,
) -> String {
    both(
        format_args!(
            "{query}: {}, {}; {} near them, of {words}",
            counted(articles, "article"),
            counted(places, "occurrence"),
            counted(span_words, "word"),
        ),
        format_args!(
            "{query}：{articles} 篇，{places} 处；附近有 {span_words} 个词，全部文章共 {words} 个词"
        ),
    )
}

/// The columns of collocates.
pub(crate) fn collocate_columns() -> [&'static str; 8] {
    [
        either("word", "词"),
        either("count", "次数"),
        either("expected", "期望次数"),
        either("articles", "篇数"),
        either("total", "总次数"),
        either("log-likelihood", "对数似然"),
        "logDice",
        either("MI", "互信息"),
    ]
}

/// The command that shows the lines of the first collocate.
pub(crate) fn lines_by(command: &str) -> String {
    both(format_args!("lines: {command}"), format_args!("逐处查看：{command}"))
}

/// The heading of a frequency list.
pub(crate) fn words_heading(articles: u64, words: u64, rows: usize) -> String {
    both(
        format_args!(
            "{}, {}; {}",
            counted(articles, "article"),
            counted(words, "word"),
            counted(rows as u64, "row")
        ),
        format_args!("{articles} 篇，共 {words} 个词；列出 {rows} 项"),
    )
}

/// The columns of a frequency list.
pub(crate) fn word_columns() -> [&'static str; 5] {
    [
        either("word", "词"),
        either("count", "次数"),
        either("per million", "每百万词"),
        either("articles", "篇数"),
        either("of articles", "占篇数"),
    ]
}

/// The heading of a comparison.
pub(crate) fn compare_heading(query: &str, with: Option<&str>, compared: &Compared) -> String {
    let (part, other) = (compared.part, compared.other);
    let size = |articles, words| format!("{}, {}", counted(articles, "article"), counted(words, "word"));
    both(
        format_args!(
            "{query} ({}) / {} ({})",
            size(part.articles, part.words),
            with.unwrap_or("the rest"),
            size(other.articles, other.words)
        ),
        format_args!(
            "{query}（{} 篇，{} 个词）/ {}（{} 篇，{} 个词）",
            part.articles,
            part.words,
            with.unwrap_or("其余文章"),
            other.articles,
            other.words
        ),
    )
}

/// The columns of a comparison: those of the first part, then those of the second.
pub(crate) fn keyword_columns() -> [&'static str; 9] {
    [
        either("word", "词"),
        either("count", "次数"),
        either("articles", "篇数"),
        either("per million", "每百万词"),
        either("count 2", "次数2"),
        either("articles 2", "篇数2"),
        either("per million 2", "每百万词2"),
        either("log-likelihood", "对数似然"),
        either("log ratio", "对数比"),
    ]
}

/// Articles that both queries of a comparison match.
pub(crate) fn shared_articles(articles: u64) -> String {
    both(
        format_args!("{} of both parts counted in the first only", counted(articles, "article")),
        format_args!("两部分都有的 {articles} 篇只计入第一部分"),
    )
}

/// The classes of words that do not count.
pub(crate) fn left_out_words(classes: &[WordClass]) -> String {
    let name = |class: &WordClass| match class {
        WordClass::StopWord => either("stop words", "虚词"),
        WordClass::Number => either("numbers", "数"),
        WordClass::Sign => either("punctuation", "标点"),
    };
    let names: Vec<&str> = classes.iter().map(name).collect();
    both(
        format_args!("left out: {} (--keep)", names.join(", ")),
        format_args!("未计入：{}（--keep 可保留）", names.join("、")),
    )
}

/// Rows beyond the maximum.
pub(crate) fn more_rows(shown: usize, all: usize) -> String {
    both(format_args!("{shown} of {all} rows (-n)"), format_args!("共 {all} 项，显示前 {shown} 项（-n）"))
}

/// The reason why a text is no length of n-grams.
pub(crate) fn no_ngram_lengths() -> &'static str {
    either(
        "expected a number of words, or the least and the greatest: 2..6",
        "应为词数，或最少与最多的词数：2..6",
    )
}

/// The heading of new words.
pub(crate) fn new_words_heading(articles: u64, words: usize) -> String {
    both(
        format_args!("{}, {}", counted(articles, "article"), counted(words as u64, "new word")),
        format_args!("{articles} 篇，新词 {words} 个"),
    )
}

/// The heading of new names.
pub(crate) fn new_names_heading(names: usize) -> String {
    both(format_args!("names: {names}"), format_args!("人名、地名：{names} 个"))
}

/// The columns of new words.
pub(crate) fn new_word_columns() -> [&'static str; 5] {
    [
        either("word", "词"),
        either("count", "次数"),
        either("articles", "篇数"),
        either("cohesion", "凝合度"),
        either("freedom", "自由度"),
    ]
}

/// New words were written as a dictionary.
pub(crate) fn dictionary_written(file: &Path, words: usize, names: usize) -> String {
    let file = file.display();
    both(
        format_args!("{file}: {} and {}", counted(words as u64, "word"), counted(names as u64, "name")),
        format_args!("{file}：词 {words} 个，人名、地名 {names} 个"),
    )
}

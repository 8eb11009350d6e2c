//! Messages: tokenizers measured by `bench tokenize`, its table and its page.

use std::fmt::Display;
use std::path::Path;

use jianbao_tokenizer_bench::Measurement;

use crate::texts::{both, either};

/// A column of the table, after the name of the tokenizer.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Column {
    /// Milliseconds until a first sentence is segmented.
    Load,
    /// Megabytes a second.
    Speed,
    /// The quartiles of the speed.
    Quartiles,
    /// The speed as a multiple of the first row's.
    Ratio,
    /// Tokens for each character.
    TokensPerChar,
    /// Peak memory.
    Peak,
    /// Agreement with the first row.
    Agreement,
    /// The share of pieces that a query finds.
    Consistency,
    /// Share of tokens that are in the gold.
    Precision,
    /// Share of the gold that was found.
    Recall,
    /// Harmonic mean of the two.
    F1,
}

/// The heading of a column.
pub(crate) fn column(column: Column) -> &'static str {
    match column {
        Column::Load => either("load ms", "加载 ms"),
        Column::Speed => either("MB/s", "MB/s"),
        Column::Quartiles => either("quartiles", "四分位"),
        Column::Ratio => either("ratio", "倍数"),
        Column::TokensPerChar => either("tokens/char", "词元/字"),
        Column::Peak => either("peak MiB", "内存 MiB"),
        Column::Agreement => either("agree", "一致度"),
        Column::Consistency => either("found", "检出率"),
        Column::Precision => either("precision", "精确率"),
        Column::Recall => either("recall", "召回率"),
        Column::F1 => "F1",
    }
}

/// The heading of the column of names.
pub(crate) fn tokenizer() -> &'static str {
    either("tokenizer", "分词器")
}

/// The text, and the number of rounds.
pub(crate) fn measured(measurement: &Measurement) -> String {
    let Measurement { text_name, text_bytes, text_chars, text_lines, rounds, .. } = measurement;
    both(
        format_args!(
            "{text_name}: {text_bytes} bytes, {text_chars} characters in {text_lines} lines; {rounds} rounds"
        ),
        format_args!("{text_name}：{text_bytes} 字节，{text_chars} 字，{text_lines} 行；共 {rounds} 轮"),
    )
}

/// The first of several files, and how many more.
pub(crate) fn and_more(first: &Path, more: usize) -> String {
    let first = first.display();
    match more {
        0 => first.to_string(),
        more => both(format_args!("{first} and {more} more"), format_args!("{first} 等 {} 个文件", more + 1)),
    }
}

/// The name of the project's own sample.
pub(crate) fn sample_news() -> &'static str {
    either("sample news", "自带的样例新闻")
}

/// The text is the project's own sample.
pub(crate) fn too_little() -> &'static str {
    either(
        "measuring the sample news, 10 KB: too little for reliable figures; give your own text with --file",
        "正在用自带的样例新闻评测，只有 10 KB，数据不够稳定：用 --file 给出自己的语料",
    )
}

/// A gold without words.
pub(crate) fn no_words(file: &Path) -> String {
    let file = file.display();
    both(
        format_args!("{file} contains no words: separate them by spaces"),
        format_args!("{file} 里没有词：词间要以空格分隔"),
    )
}

/// A file without text.
pub(crate) fn no_text(name: &str) -> String {
    both(format_args!("{name} holds no text"), format_args!("{name} 里没有文本"))
}

/// No tokenizer has this name.
pub(crate) fn unknown_tokenizer(name: &str) -> String {
    both(format_args!("no tokenizer is named {name}"), format_args!("没有名为 {name} 的分词器"))
}

/// A page was written.
pub(crate) fn page_written(file: &Path) -> String {
    let file = file.display();
    both(format_args!("{file} written"), format_args!("已写入 {file}"))
}

// The page

/// The title of the page.
pub(crate) fn measurement_title() -> &'static str {
    either("Ways to cut Chinese text", "中文分词评测")
}

/// After the colour of our own tokenizers.
pub(crate) fn ours() -> &'static str {
    either("jianbao", "jianbao")
}

/// After the colour of the others.
pub(crate) fn peers() -> &'static str {
    either("others", "其他")
}

/// The heading above the table.
pub(crate) fn figures() -> &'static str {
    either("Figures", "数据")
}

/// The heading above the meaning of the names.
pub(crate) fn explanations() -> &'static str {
    either("What they are", "说明")
}

/// The quantity of a chart.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ChartOf {
    /// Megabytes a second.
    Speed,
    /// The share of pieces that a query finds.
    Consistency,
    /// Against the gold.
    F1,
    /// With jieba-rs.
    Agreement,
    /// Tokens for each character.
    TokensPerChar,
    /// Until a first sentence is segmented.
    Load,
    /// Peak memory.
    Peak,
}

/// The title of a chart and the note beside it.
pub(crate) fn chart(of: ChartOf) -> (&'static str, &'static str) {
    match of {
        ChartOf::Speed => (
            either("Speed", "速度"),
            either(
                "megabytes per second, longer is faster; the thin line spans the quartiles",
                "每秒兆字节数，越长越快；细线为四分位区间",
            ),
        ),
        ChartOf::Consistency => (
            either("Found", "检出率"),
            either(
                "share of random pieces of the text, two to eight characters, whose query finds it",
                "从原文随机截取二至八个字作为查询，能搜到原文的比例",
            ),
        ),
        ChartOf::F1 => (
            either("F1", "分词 F1"),
            either(
                "against human segmentation; not for modes with overlapping tokens",
                "以人工分词为准；词元互相重叠的方式不计",
            ),
        ),
        ChartOf::Agreement => (
            either("Agreement with jieba-rs", "与 jieba-rs 的边界一致度"),
            either("F1 of token boundaries", "词元边界位置的 F1"),
        ),
        ChartOf::TokensPerChar => (
            either("Tokens a character", "每字词元数"),
            either("the more, the larger an index", "越多，索引越大"),
        ),
        ChartOf::Load => (
            either("Loading", "加载"),
            either(
                "milliseconds until a first sentence is segmented, the dictionary included; logarithmic",
                "加载词典并切完第一句所用毫秒数；对数刻度",
            ),
        ),
        ChartOf::Peak => (
            either("Memory", "内存峰值"),
            either("peak in MiB, without the text", "峰值 MiB 数，不含语料本身"),
        ),
    }
}

/// A chart could not be drawn.
pub(crate) fn undrawable(of: ChartOf, problem: &dyn Display) -> String {
    let (title, _) = chart(of);
    both(
        format_args!("cannot draw the chart “{title}”: {problem}"),
        format_args!("无法绘制图表“{title}”：{problem}"),
    )
}

/// Names of tokenizers, and of a column, with their meanings.
pub(crate) fn tokenizers_explained() -> [(&'static str, &'static str); 4] {
    [
        (
            "jieba-rs cut+hmm, jieba-rs search+hmm, icu4x",
            either(
                "cut and cut_for_search of jieba-rs 0.11 with the hidden Markov model; ICU4X 2 with its dictionary.",
                "jieba-rs 0.11 的 cut 与 cut_for_search（开启 HMM）；ICU4X 2 的词典分词。",
            ),
        ),
        (
            "cut, cut+hmm",
            either(
                "jianbao's segmenter with jieba's own dictionary on the original text; its tokens equal those of \
                 jieba-rs.",
                "jianbao 的分词器，用结巴词典切分原文，结果与 jieba-rs 逐词相同。",
            ),
        ),
        (
            "exact, full, search, bigram, unigram",
            either(
                "The text is normalised first (traditional characters, widths, quotation marks). Then: the best path, \
                 every word of the text, the best path with the words inside long words, bigrams, single characters. \
                 Offsets are those of the original text. Queries of full are segmented as by exact; their single \
                 characters are looked up among characters.",
                "先规范化（繁简、全半角、引号），再依次取：最可能的切分、文中出现的每个词、最可能的切分及长词中的短词、二元、单字。\
                 位置都对应原文。full 的查询按 exact 切分，其中的单字在单字中查找。",
            ),
        ),
        (
            column(Column::Ratio),
            either(
                "Ratio to the first row in the same round, median. Other load on the machine affects both, so the \
                 ratio is more reliable than megabytes per second.",
                "与表中第一行在同一轮中的用时之比，取中位数。机器忙闲对两者影响相同，因此比每秒兆字节数可靠。",
            ),
        ),
    ]
}

//! Classes of words that frequency lists and collocations leave out unless they are asked for.

use std::collections::HashSet;

use jianbao_analysis::named;
use serde::{Deserialize, Serialize};

/// A class of words that is left out by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum WordClass {
    /// A word with a grammatical function and little meaning: 的, 在, 以及.
    #[serde(rename = "stop-words")]
    StopWord,
    /// A number of digits or Chinese numerals: 2024, 5.2, 三十.
    #[serde(rename = "numbers")]
    Number,
    /// Punctuation and symbols.
    #[serde(rename = "signs")]
    Sign,
}

named!(WordClass { StopWord = "stop-words", Number = "numbers", Sign = "signs" });

/// Function words of written Chinese: particles, prepositions, conjunctions, pronouns, common adverbs and auxiliaries, in normal
/// form. Content words are not among them, however frequent.
const STOP_WORDS: &str = "\
    的 地 得 了 着 过 之 所 等 们 吗 呢 吧 啊 呀 嘛 么 者 而已 似的 一样 等等 之一 \
    在 于 从 自 由 向 往 朝 到 至 以 用 按 按照 依照 根据 通过 经过 对 对于 关于 至于 为 为了 为着 给 把 将 被 让 叫 使 令 \
    跟 同 与 和 及 以及 并 并且 而 而且 或 或者 或是 还是 以至 乃至 且 则 即 即使 既 既然 因 因为 因此 因而 由于 所以 如 如果 \
    假如 若 若是 虽 虽然 尽管 但 但是 可是 然而 不过 只要 只有 除 除了 除非 无论 不论 不管 于是 从而 以便 以免 何况 况且 \
    此外 另外 同时 与此同时 比 比如 例如 当 随着 沿着 就是 便是 \
    我 你 您 他 她 它 我们 你们 他们 她们 它们 咱们 自己 本人 大家 别人 某 某些 各 各个 每 每个 每一 该 本 此 这 那 其 \
    这个 那个 这些 那些 这里 那里 这样 那样 这么 那么 这种 那种 这次 其中 其他 其它 其余 之间 之后 之前 之中 之下 之上 以上 以下 \
    以后 以前 以来 以内 以外 谁 什么 哪 哪里 哪些 怎么 怎样 如何 多少 几 为何 为什么 \
    是 有 没 没有 无 不 不是 非 未 别 莫 勿 就 都 也 还 又 再 才 却 更 最 很 太 极 极其 十分 非常 较 比较 更加 越 越来越 只 \
    仅 仅仅 光 单 均 皆 全 共 总 总共 一共 已 已经 曾 曾经 正 正在 刚 刚刚 将要 即将 便 立即 马上 常 常常 往往 一直 一向 \
    仍 仍然 依然 尚 渐渐 逐渐 忽然 突然 究竟 到底 其实 确实 的确 甚至 几乎 大约 大概 约 左右 上下 \
    能 能够 会 可 可以 可能 应 应该 应当 要 必须 需 需要 须 愿 愿意 肯 敢 \
    上 下 里 中 内 外 前 后 间 时 来 去 起来 出来 下来 上来 进来 回来 起 出 进 入 回 开 \
    个 些 一些 一个 一种 一次 有些 有的 种 次 项 件 位 名 条 只是 还有 也是 都是 不仅 不但 不只 不能 不会 不要 不可 就要 就会 \
    年 月 日 号 时候 点 分 第";

/// Decides the class of words.
#[derive(Debug)]
pub(crate) struct Classifier {
    stop_words: HashSet<&'static str>,
}

impl Classifier {
    pub(crate) fn new() -> Classifier {
        Classifier { stop_words: STOP_WORDS.split_whitespace().collect() }
    }

    /// The class of a word in normal form; `None` for one that always counts.
    pub(crate) fn class_of(&self, word: &str) -> Option<WordClass> {
        if !word.chars().any(char::is_alphanumeric) {
            Some(WordClass::Sign)
        } else if is_number(word) {
            Some(WordClass::Number)
        } else if self.stop_words.contains(word) {
            Some(WordClass::StopWord)
        } else {
            None
        }
    }
}

/// True for digits with points, and for Chinese numerals.
pub(crate) fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || c == '.') || word.chars().all(is_numeral)
}

/// True for a Chinese numeral.
pub(crate) fn is_numeral(c: char) -> bool {
    "零〇○一二两三四五六七八九十百千万亿".contains(c)
}

#[cfg(test)]
mod tests {
    use jianbao_analysis::normalize;

    use super::*;

    #[test]
    fn names_are_those_of_json() {
        for class in WordClass::ALL {
            assert_eq!(serde_json::to_string(class).unwrap(), format!("\"{}\"", class.name()));
        }
    }

    #[test]
    fn words_have_the_class_that_readers_expect() {
        let classes = Classifier::new();
        for (word, class) in [
            ("的", Some(WordClass::StopWord)),
            ("以及", Some(WordClass::StopWord)),
            ("5.2", Some(WordClass::Number)),
            ("三十", Some(WordClass::Number)),
            ("·", Some(WordClass::Sign)),
            ("三农", None),
            ("5g", None),
            ("图书馆", None),
        ] {
            assert_eq!(classes.class_of(word), class, "{word}");
        }
    }

    #[test]
    fn stop_words_are_in_normal_form_and_once_in_the_list() {
        let all: Vec<&str> = STOP_WORDS.split_whitespace().collect();
        assert!(all.iter().all(|word| normalize(word) == *word));
        assert_eq!(Classifier::new().stop_words.len(), all.len());
    }
}

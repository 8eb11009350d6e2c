//! Messages: diagnostics of queries. English is the library's own; a variant without Chinese does not compile.

use jianbao::{DiagnosticKind, SyntaxDiagnosticKind};

use crate::language::{self, Language};

/// The sentence in the language of this process.
pub(crate) fn said(kind: &DiagnosticKind) -> String {
    match language::current() {
        Language::English => kind.to_string(),
        Language::Chinese => in_chinese(kind),
    }
}

fn in_chinese(kind: &DiagnosticKind) -> String {
    match kind {
        DiagnosticKind::Syntax(syntax) => syntax_in_chinese(syntax),
        DiagnosticKind::NothingAsked => "没有可查的内容：查询里要有字、数，或者引号里的符号".to_owned(),
        DiagnosticKind::NeedsToday => "这个日期要知道今天是哪天，请求里没有说：什么也不查".to_owned(),
        DiagnosticKind::RecencyNeedsToday => {
            "新旧要从今天算起，请求里没有说今天是哪天：不影响排序".to_owned()
        }
        DiagnosticKind::NoSuchDay { written } => format!("没有 {written} 这一天：略去"),
        DiagnosticKind::TurnedRound { written } => format!("{written} 先止后起：颠倒过来读"),
        DiagnosticKind::YearInferred { written, meant } => format!("{written} 没有说年份：读作 {meant}"),
        DiagnosticKind::MixedBeginning => "这样开头的词只能独立成词地找：当作文字".to_owned(),
        DiagnosticKind::TooManyClauses { max_clauses } => {
            format!("一次最多查 {max_clauses} 个词和字串：后面的略去")
        }
        DiagnosticKind::TooManyTerms { max_terms } => {
            format!("开头和相近拼法最多展开成 {max_terms} 个词：其余略去")
        }
        DiagnosticKind::TooManyHits { max_hits } => format!("一次最多列出 {max_hits} 篇：后面的略去"),
        DiagnosticKind::TooManyValues { max_values } => {
            format!("一个字段最多列出 {max_values} 个值：其余略去")
        }
        DiagnosticKind::Told(message) => message.clone(),
    }
}

fn syntax_in_chinese(syntax: &SyntaxDiagnosticKind) -> String {
    match syntax {
        SyntaxDiagnosticKind::TooLong { max_bytes } => format!("查询最长 {max_bytes} 字节：后面的略去"),
        SyntaxDiagnosticKind::TooManyClauses { max_clauses } => {
            format!("查询最多 {max_clauses} 个条件：后面的略去")
        }
        SyntaxDiagnosticKind::TooDeep { max_depth } => format!("括号最多套 {max_depth} 层：这一个略去"),
        SyntaxDiagnosticKind::More { count } => format!("还有 {count} 处没有看懂"),
        SyntaxDiagnosticKind::NothingQuoted => "引号后面没有内容：略去".to_owned(),
        SyntaxDiagnosticKind::UnclosedQuote => "引号没有关上：一直引到末尾".to_owned(),
        SyntaxDiagnosticKind::EmptyQuote => "引号里是空的：略去".to_owned(),
        SyntaxDiagnosticKind::EmptyBrackets => "括号里是空的：略去".to_owned(),
        SyntaxDiagnosticKind::NearnessWithoutNumber => {
            "相距要写成字数，如 “甲 乙”~20：略去这个符号".to_owned()
        }
        SyntaxDiagnosticKind::NearnessOfOneWord => "相距要有两个用空格隔开的词：当作引文".to_owned(),
        SyntaxDiagnosticKind::LoneMinus => "减号要紧挨着写在要排除的内容前面：当作文字".to_owned(),
        SyntaxDiagnosticKind::BadWeight => "权重要是大于 0 的数，如 甲^3：当作文字".to_owned(),
        SyntaxDiagnosticKind::NoLikeSpelling { min_chars } => {
            format!("相近的拼法只用于 {min_chars} 个字母以上的西文词：当作文字")
        }
        SyntaxDiagnosticKind::NoDate { value } => {
            format!("{value} 不是日期（2020-10、2020年11月2日、近7天 是）：当作文字来找")
        }
        SyntaxDiagnosticKind::NoDateClause => "日期: 后面要写日期，如 日期:2020-10；略去这个字段".to_owned(),
        SyntaxDiagnosticKind::NothingInField => "字段名后面没有内容：当作文字".to_owned(),
        SyntaxDiagnosticKind::UnopenedBracket => "右括号没有对应的左括号：略去".to_owned(),
        SyntaxDiagnosticKind::UnclosedBracket => "括号没有关上：一直括到末尾".to_owned(),
        SyntaxDiagnosticKind::OrWithoutClause => "“或”的两边都要有条件：略去".to_owned(),
        SyntaxDiagnosticKind::AndWithoutClause => "“且”的两边都要有条件：略去".to_owned(),
        SyntaxDiagnosticKind::NothingNegated => "后面没有可排除的内容".to_owned(),
        SyntaxDiagnosticKind::OperatorAsWord { word } => {
            format!("{word} 当作一个词来找；运算符要写成 {}", word.to_ascii_uppercase())
        }
    }
}

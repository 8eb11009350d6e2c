//! Diagnostics of queries.

use jianbao::Diagnostic;
use jianbao::query::{SyntaxDiagnostic, SyntaxDiagnosticKind};
use jianbao::search::DiagnosticKind;

use crate::own_field::form;

use crate::language::message;
use crate::{Language, Message};

message!(
    DiagnosticKind => of_kind,
    SyntaxDiagnosticKind => of_syntax,
);

impl Message for Diagnostic {
    fn message(&self, language: Language) -> String {
        self.kind.message(language)
    }
}

impl Message for SyntaxDiagnostic {
    fn message(&self, language: Language) -> String {
        self.kind.message(language)
    }
}

fn of_kind(kind: &DiagnosticKind) -> String {
    match kind {
        DiagnosticKind::Syntax(syntax) => of_syntax(syntax),
        DiagnosticKind::NothingAsked => {
            "没有可搜索的内容：查询里要有文字、数字，或放在引号里的符号".to_owned()
        }
        DiagnosticKind::NeedsToday => {
            "这个日期要以今天为准，而请求未给出今天的日期：没有文章符合这个条件".to_owned()
        }
        DiagnosticKind::RecencyNeedsToday => {
            "得分衰减要以今天为准，而请求未给出今天的日期：不影响排序".to_owned()
        }
        DiagnosticKind::NoSuchDay { written } => format!("没有 {written} 这一天：忽略"),
        DiagnosticKind::TurnedRound { written } => format!("{written} 的起止写反了：已对调"),
        DiagnosticKind::YearInferred { written, meant } => format!("{written} 未写年份：按 {meant} 处理"),
        DiagnosticKind::AskedApart { text } => format!("没有文章含有“{text}”：已拆开检索"),
        DiagnosticKind::NameOfSource { source, articles } => {
            format!("来源“{source}”有 {articles} 篇文章：用“来源:{source}”列出")
        }
        DiagnosticKind::UnknownField { name, nearest: Some(nearest) } => {
            format!("没有“{name}”这个字段，是不是“{nearest}”：按普通文字处理")
        }
        DiagnosticKind::UnknownField { name, nearest: None } => {
            format!("这个索引没有“{name}”这个字段，需要时可以声明：按普通文字处理")
        }
        DiagnosticKind::BadValue { field, written, field_type } => {
            format!("{written} 不是{}，而“{field}”要求如此：没有文章符合", form(*field_type))
        }
        DiagnosticKind::MixedBeginning => "前缀通配只能用于单独的一个词：按普通文字处理".to_owned(),
        DiagnosticKind::TooManyClauses { max_clauses } => {
            format!("一次最多搜索 {max_clauses} 个词和短语：其余忽略")
        }
        DiagnosticKind::TooManyTerms { max_terms } => {
            format!("通配和拼写相近最多展开为 {max_terms} 个词：其余忽略")
        }
        DiagnosticKind::TooManyHits { max_hits } => format!("一次最多列出 {max_hits} 篇：其余忽略"),
        DiagnosticKind::TooManyValues { max_values } => {
            format!("一个字段最多列出 {max_values} 个值：其余忽略")
        }
        DiagnosticKind::Undecided { articles } => {
            format!("另有 {articles} 篇可能符合，未计入总数：加一个词，或缩短日期范围")
        }
        DiagnosticKind::FoldedAmongFirst { hits } => {
            format!("只在前 {hits} 条结果里合并转载")
        }
        DiagnosticKind::Later { message, .. } => message.clone(),
        other => other.to_string(),
    }
}

fn of_syntax(syntax: &SyntaxDiagnosticKind) -> String {
    match syntax {
        SyntaxDiagnosticKind::TooLong { max_bytes } => format!("查询最长 {max_bytes} 字节：后面的忽略"),
        SyntaxDiagnosticKind::TooManyClauses { max_clauses } => {
            format!("查询最多有 {max_clauses} 个条件：后面的忽略")
        }
        SyntaxDiagnosticKind::TooDeep { max_depth } => format!("括号最多嵌套 {max_depth} 层：忽略这一层"),
        SyntaxDiagnosticKind::More { count } => format!("另有 {count} 处无法解析"),
        SyntaxDiagnosticKind::NothingQuoted => "引号后面没有内容：忽略".to_owned(),
        SyntaxDiagnosticKind::MinusBeforeMeasure { measure } => {
            format!("-{measure} 表示排除“{measure}”；要搜索它，请写 “-{measure}”")
        }
        SyntaxDiagnosticKind::UnclosedQuote => "引号未闭合：视为到末尾为止".to_owned(),
        SyntaxDiagnosticKind::EmptyQuote => "引号里没有内容：忽略".to_owned(),
        SyntaxDiagnosticKind::EmptyBrackets => "括号里没有内容：忽略".to_owned(),
        SyntaxDiagnosticKind::NearnessWithoutNumber => {
            "邻近搜索要写明字数，如 “甲 乙”~20：忽略这个符号".to_owned()
        }
        SyntaxDiagnosticKind::NearnessOfOneWord => {
            "邻近搜索要有两个以空格分隔的词：按精确短语处理".to_owned()
        }
        SyntaxDiagnosticKind::LoneMinus => "减号要紧接要排除的内容：按普通文字处理".to_owned(),
        SyntaxDiagnosticKind::BadWeight => "权重应为大于 0 的数，如 甲^3：按普通文字处理".to_owned(),
        SyntaxDiagnosticKind::NoLikeSpelling { min_chars } => {
            format!("拼写相近只用于至少 {min_chars} 个字母的西文词：按普通文字处理")
        }
        SyntaxDiagnosticKind::NoDate { value } => {
            format!("{value} 不是日期（日期如 2020-10、2020年11月2日、近7天）：按普通文字处理")
        }
        SyntaxDiagnosticKind::NoDateClause => "日期: 后面要写日期，如 日期:2020-10：忽略这个字段".to_owned(),
        SyntaxDiagnosticKind::NothingInField => "字段名后面没有内容：按普通文字处理".to_owned(),
        SyntaxDiagnosticKind::UnopenedBracket => "右括号没有对应的左括号：忽略".to_owned(),
        SyntaxDiagnosticKind::UnclosedBracket => "括号未闭合：视为到末尾为止".to_owned(),
        SyntaxDiagnosticKind::OrWithoutClause => "“或”的两边都要有条件：忽略".to_owned(),
        SyntaxDiagnosticKind::AndWithoutClause => "“且”的两边都要有条件：忽略".to_owned(),
        SyntaxDiagnosticKind::NothingNegated => "后面没有要排除的内容".to_owned(),
        SyntaxDiagnosticKind::OperatorAsWord { word } => {
            format!("{word} 按普通的词处理；运算符要大写：{}", word.to_ascii_uppercase())
        }
        other => other.to_string(),
    }
}

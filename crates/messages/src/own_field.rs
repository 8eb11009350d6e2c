//! Fields of one's own: refused declarations, and values that do not fit.

use jianbao::article::{FieldError, FieldType, Misfit};

use crate::language::message;

message!(
    FieldError => of_declaration,
    Misfit => of_misfit,
);

/// The form of a value of a type, as used after 不是.
pub(crate) fn form(field_type: FieldType) -> &'static str {
    match field_type {
        FieldType::Keyword => "文字（最长 4096 字节）或文字的列表",
        FieldType::Text | FieldType::TextAnywhere => "文字（不是数字）或文字的列表",
        FieldType::Integer => "整数（如 12000、1.2万）",
        FieldType::Number => "数字（如 0.87、1.2万、3.5%）",
        FieldType::Time => "时间（如 2024-05-08T10:30:00+08:00、2024年5月8日 10:30）",
        FieldType::Flag => "真假值（true、false、是、否）",
        other => other.name(),
    }
}

fn of_declaration(error: &FieldError) -> String {
    match error {
        FieldError::NotADeclaration { written } => {
            format!("“{written}”不是字段声明：写成 名称:类型，如 浏览:integer")
        }
        FieldError::UnknownType { field, written } => {
            let known: Vec<&str> = FieldType::ALL.iter().map(|known| known.name()).collect();
            format!("字段“{field}”没有“{written}”这种类型：可用 {}", known.join("、"))
        }
        FieldError::BadName { name, max_chars } => {
            format!("“{name}”不能作字段名：字段名以文字开头，只含文字、数字、_ 和 -，最长 {max_chars} 个字符")
        }
        FieldError::Reserved { name } => {
            format!("“{name}”已另有含义（每篇文章都有的字段，或查询里的符号）：换一个名称")
        }
        FieldError::Repeated { name } => format!("有两个字段都叫“{name}”：一个名称只能用于一个字段"),
        FieldError::TooMany { max_fields } => format!("一个索引最多声明 {max_fields} 个自定义字段"),
        other => other.to_string(),
    }
}

fn of_misfit(misfit: &Misfit) -> String {
    let Misfit { name, field_type, .. } = misfit;
    format!("“{name}”的值不是{}：原样保留，按这个字段查不到", form(*field_type))
}

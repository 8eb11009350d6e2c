//! Fields of one's own: declarations, and the values that an article has in them.
//!
//! Input: a declaration of each field (name, type, aliases), and the kept keys of an article ([`Article::extra`]). Output: typed
//! values, and the keys whose values do not fit. Key decision: a value stays in `extra` unchanged, and is read from there
//! whenever the article is indexed. A search therefore returns the article unchanged, and a new declaration needs no source
//! file. The cost is a lookup of each kept key.
//!
//! Names are compared without regard to the case of ASCII letters. The declared name takes precedence over the aliases.
//!
//! Invariant: no two fields share a name, and no field has the name of a built-in field.
//!
//! [`Article::extra`]: crate::Article::extra

mod decimal;
mod field_type;
mod moment;
mod name;
mod value;

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use decimal::Decimal;
pub use field_type::FieldType;
pub use moment::{Moment, shown_moment, written_moment};
pub use name::FieldError;
pub use value::OwnValue;

/// Maximum number of fields of one's own: each is a column of every segment.
pub const MAX_OWN_FIELDS: usize = 256;

/// The declaration of a field of one's own.
///
/// ```
/// use jianbao_article::{FieldDeclaration, FieldType};
///
/// let views = FieldDeclaration::new("浏览", FieldType::Integer).alias("views");
/// assert_eq!("浏览,views:integer".parse(), Ok(views.clone()));
/// assert_eq!(views.to_string(), "浏览,views:integer");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FieldDeclaration {
    name: String,
    #[serde(rename = "type")]
    field_type: FieldType,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
}

impl FieldDeclaration {
    /// Declares a field. [`OwnFields::add`] refuses bad names.
    pub fn new(name: impl Into<String>, field_type: FieldType) -> FieldDeclaration {
        FieldDeclaration { name: name.into(), field_type, aliases: Vec::new() }
    }

    /// Adds another name, for keys of articles and for queries.
    pub fn alias(mut self, alias: impl Into<String>) -> FieldDeclaration {
        self.aliases.push(alias.into());
        self
    }

    /// The name that results show.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The type of its values.
    pub fn field_type(&self) -> FieldType {
        self.field_type
    }

    /// Its other names.
    pub fn aliases(&self) -> &[String] {
        &self.aliases
    }

    /// All of its names, the declared one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }
}

impl FromStr for FieldDeclaration {
    type Err = FieldError;

    /// Reads `NAME:TYPE`, or `NAME,ALIAS:TYPE` with any number of aliases: `浏览,views:integer`.
    fn from_str(written: &str) -> Result<FieldDeclaration, FieldError> {
        let colon = written.rfind([':', '：']);
        let Some(colon_byte) = colon else {
            return Err(FieldError::NotADeclaration { written: written.to_owned() });
        };
        let (names, field_type) = written.split_at(colon_byte);
        let field_type = field_type.trim_start_matches([':', '：']).trim();
        let mut names = names.split([',', '，', '、']).map(|name| name.trim().to_owned());
        let name = names.next().unwrap_or_default();
        let field_type = field_type
            .parse()
            .map_err(|()| FieldError::UnknownType { field: name.clone(), written: field_type.to_owned() })?;
        Ok(FieldDeclaration { name, field_type, aliases: names.collect() })
    }
}

impl fmt::Display for FieldDeclaration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.names().collect();
        write!(f, "{}:{}", names.join(","), self.field_type)
    }
}

/// A set of declared fields.
///
/// ```
/// use jianbao_article::{FieldDeclaration, FieldType, OwnFields};
///
/// let mut fields = OwnFields::default();
/// fields.add(FieldDeclaration::new("浏览", FieldType::Integer).alias("views"))?;
/// assert_eq!(fields.get("Views").map(|field| field.name()), Some("浏览"));
/// assert!(fields.add(FieldDeclaration::new("标题", FieldType::Keyword)).is_err());
/// # Ok::<(), jianbao_article::FieldError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<FieldDeclaration>", into = "Vec<FieldDeclaration>")]
pub struct OwnFields {
    declared: Vec<FieldDeclaration>,
    /// The number of the field and the rank of the name, by name in lower case.
    by_name: HashMap<String, (usize, usize)>,
}

impl TryFrom<Vec<FieldDeclaration>> for OwnFields {
    type Error = FieldError;

    fn try_from(declarations: Vec<FieldDeclaration>) -> Result<OwnFields, FieldError> {
        let mut fields = OwnFields::default();
        declarations.into_iter().try_for_each(|declaration| fields.add(declaration))?;
        Ok(fields)
    }
}

impl From<OwnFields> for Vec<FieldDeclaration> {
    fn from(fields: OwnFields) -> Vec<FieldDeclaration> {
        fields.declared
    }
}

/// A kept key whose value does not fit the type of its field.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Misfit {
    /// The key, unchanged.
    pub name: String,
    /// The type of the field.
    pub field_type: FieldType,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Misfit { name, field_type } = self;
        write!(
            f,
            "the value of {name} is not {}: kept as it is, and not found by its field",
            field_type.form()
        )
    }
}

impl OwnFields {
    /// Adds a field after the others.
    ///
    /// # Errors
    /// If one of its names is invalid, belongs to a built-in field, or is already used.
    pub fn add(&mut self, declaration: FieldDeclaration) -> Result<(), FieldError> {
        if self.declared.len() >= MAX_OWN_FIELDS {
            return Err(FieldError::TooMany { max_fields: MAX_OWN_FIELDS });
        }
        let mut added = HashMap::new();
        for (rank, name) in declaration.names().enumerate() {
            name::check(name)?;
            let key = name.to_ascii_lowercase();
            let is_known = self.by_name.contains_key(&key);
            if is_known || added.insert(key, (self.declared.len(), rank)).is_some() {
                return Err(FieldError::Repeated { name: name.to_owned() });
            }
        }
        self.by_name.extend(added);
        self.declared.push(declaration);
        Ok(())
    }

    /// Adds a field, or replaces the one with its name.
    ///
    /// # Errors
    /// As [`OwnFields::add`]; nothing is changed then.
    pub fn put(&mut self, declaration: FieldDeclaration) -> Result<(), FieldError> {
        let mut declared = self.declared.clone();
        match declared.iter_mut().find(|known| known.name.eq_ignore_ascii_case(&declaration.name)) {
            Some(known) => *known = declaration,
            None => declared.push(declaration),
        }
        *self = OwnFields::try_from(declared)?;
        Ok(())
    }

    /// Removes the field with this name or alias. Returns true if there was one.
    pub fn remove(&mut self, name: &str) -> bool {
        let Some(number) = self.number(name) else { return false };
        let mut declared = std::mem::take(&mut self.declared);
        declared.remove(number);
        // What was a set is one without one of its fields.
        *self = OwnFields::try_from(declared).unwrap_or_default();
        true
    }

    /// The field with a name or alias.
    pub fn get(&self, name: &str) -> Option<&FieldDeclaration> {
        self.number(name).map(|number| &self.declared[number])
    }

    /// The number of the field with a name or alias, in the order of the declarations.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.place(name).map(|(number, _)| number)
    }

    fn place(&self, name: &str) -> Option<(usize, usize)> {
        if self.declared.is_empty() {
            return None;
        }
        self.by_name.get(&name.to_ascii_lowercase()).copied()
    }

    /// The declarations, in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &FieldDeclaration> {
        self.declared.iter()
    }

    /// The number of fields.
    pub fn len(&self) -> usize {
        self.declared.len()
    }

    /// True without fields.
    pub fn is_empty(&self) -> bool {
        self.declared.is_empty()
    }

    /// The values of a field, given by its name or an alias, as text. They are the values of the kept keys with its names,
    /// unchanged.
    pub fn kept(&self, name: &str, kept: &Map<String, Value>) -> Vec<String> {
        let Some(number) = self.number(name) else { return Vec::new() };
        let of_field = kept.iter().filter(|(key, _)| self.number(key) == Some(number));
        let values = of_field.flat_map(|(_, value)| match value {
            Value::Array(values) => values.as_slice(),
            one => std::slice::from_ref(one),
        });
        values
            .filter(|value| !value::is_blank(value))
            .map(|value| match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            })
            .collect()
    }

    /// The values of an article's kept keys, each with the number of its field, in the order of the fields; and the keys whose
    /// values do not fit. An absent, null or blank value is no value. Of several keys of one field, the first one by name
    /// counts.
    ///
    /// ```
    /// use jianbao_article::{FieldDeclaration, FieldType, OwnFields, OwnValue};
    ///
    /// let mut fields = OwnFields::default();
    /// fields.add(FieldDeclaration::new("浏览", FieldType::Integer).alias("views"))?;
    /// let kept = serde_json::json!({"views": "1.2万", "其他": 3});
    /// let (values, misfits) = fields.values(kept.as_object().unwrap());
    /// assert_eq!(values, [(0, OwnValue::Integer(12_000))]);
    /// assert!(misfits.is_empty());
    /// # Ok::<(), jianbao_article::FieldError>(())
    /// ```
    pub fn values(&self, kept: &Map<String, Value>) -> (Vec<(usize, OwnValue)>, Vec<Misfit>) {
        let (mut values, mut misfits) = (Vec::new(), Vec::new());
        if self.declared.is_empty() {
            return (values, misfits);
        }
        let mut chosen: Vec<Option<(usize, &str, &Value)>> = vec![None; self.declared.len()];
        for (key, value) in kept {
            let Some((number, rank)) = self.place(key) else { continue };
            if value::is_blank(value) || chosen[number].is_some_and(|(first, ..)| first <= rank) {
                continue;
            }
            chosen[number] = Some((rank, key, value));
        }
        for (number, (field, chosen)) in self.declared.iter().zip(chosen).enumerate() {
            let Some((_, key, value)) = chosen else { continue };
            match OwnValue::read(field.field_type, value) {
                Some(value) => values.push((number, value)),
                None => misfits.push(Misfit { name: key.to_owned(), field_type: field.field_type }),
            }
        }
        (values, misfits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(written: &[&str]) -> Result<OwnFields, FieldError> {
        OwnFields::try_from(written.iter().map(|one| one.parse()).collect::<Result<Vec<_>, _>>()?)
    }

    #[test]
    fn a_name_is_a_word_that_nothing_else_has() {
        for good in [
            "浏览:integer",
            "views:number",
            "稿费_2024:number",
            "is-hot:flag",
            "Category:keyword",
            "级别：keyword",
            "摘要:text",
            "摘要,summary:text+",
        ] {
            assert!(fields(&[good]).is_ok(), "{good}");
        }
        for bad in [
            "标题:keyword",
            "Title:keyword",
            "来源:keyword",
            "url:keyword",
            "extra:keyword",
            "time:time",
            "http:keyword",
            "年 份:integer",
            "a:b:integer",
            ">a:integer",
            "10:integer",
            "-a:integer",
            "a..b:number",
            "或:flag",
            "a*:flag",
            "“a”:flag",
            ":integer",
            "date:time",
            "year:integer",
            "浏览-asc:integer",
            "浏览,标题:integer",
            "a,A:integer",
        ] {
            assert!(fields(&[bad]).is_err(), "{bad}");
        }
        assert!(matches!(fields(&["浏览"]), Err(FieldError::NotADeclaration { .. })));
        assert!(matches!(fields(&["浏览:int"]), Err(FieldError::UnknownType { .. })));
        assert!(matches!(fields(&["a:flag", "b,A:flag"]), Err(FieldError::Repeated { .. })));
        let many: Vec<String> = (0..=MAX_OWN_FIELDS).map(|number| format!("f{number}:flag")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(matches!(fields(&many), Err(FieldError::TooMany { .. })));
        assert!(fields(&many[1..]).is_ok());
    }

    #[test]
    fn a_declared_name_counts_before_its_aliases_and_a_blank_value_is_none() {
        let fields = fields(&["浏览,views,pv:integer", "标签,tags:keyword"]).unwrap();
        let read = |kept: Value| fields.values(kept.as_object().unwrap());
        let (values, misfits) =
            read(serde_json::json!({"PV": 3, "Views": 2, "浏览": null, "tags": ["甲", " "]}));
        assert_eq!(values, [(0, OwnValue::Integer(2)), (1, OwnValue::Keywords(vec!["甲".into()]))]);
        assert!(misfits.is_empty());
        let (values, misfits) = read(serde_json::json!({"views": "许多", "pv": 7, "标签": {"a": 1}}));
        assert!(values.is_empty());
        assert_eq!(misfits.iter().map(|misfit| misfit.name.as_str()).collect::<Vec<_>>(), ["views", "标签"]);
    }

    #[test]
    fn a_field_is_put_in_the_place_of_the_one_with_its_name() {
        let mut fields = fields(&["浏览:integer", "标签:keyword"]).unwrap();
        fields.put("浏览,views:number".parse().unwrap()).unwrap();
        fields.put("热度:number".parse().unwrap()).unwrap();
        let shown: Vec<String> = fields.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["浏览,views:number", "标签:keyword", "热度:number"]);
        assert!(fields.put("热度,views:flag".parse().unwrap()).is_err());
        assert!(fields.remove("views") && !fields.remove("浏览"));
        assert_eq!(fields.number("热度"), Some(1));
        let json = serde_json::to_string(&fields).unwrap();
        assert_eq!(json, r#"[{"name":"标签","type":"keyword"},{"name":"热度","type":"number"}]"#);
        assert_eq!(serde_json::from_str::<OwnFields>(&json).unwrap(), fields);
        assert!(serde_json::from_str::<OwnFields>(r#"[{"name":"title","type":"flag"}]"#).is_err());
    }
}

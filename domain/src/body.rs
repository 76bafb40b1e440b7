//! Data-opening bodies (数据开放主体): who opens data and answers for it (Order 21, Article 9).

use serde::{Deserialize, Serialize};

use crate::ids::{BodyId, Slug};
use crate::text::Text;

crate::codes! {
    /// Where a body stands in the city's order.
    pub enum Level {
        /// A department of the city government (市级部门).
        City = "city",
        /// A district government or its department (区).
        District = "district",
        /// A public utility or institution (公共企事业单位).
        Utility = "utility",
        /// A publisher of a harvested catalogue, whose place is not known.
        External = "external",
    }
}

/// A data-opening body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Its id.
    pub id: BodyId,
    /// Its address under `/bodies/`.
    pub slug: Slug,
    /// Its full name.
    pub name: Text,
    /// The short name that lists show, such as 市交通委.
    pub short: Text,
    /// What it does, in a sentence or two.
    #[serde(default)]
    pub about: Text,
    /// City, district, utility or external.
    pub level: Level,
    /// Contact for questions about its data, as its entries show it.
    #[serde(default)]
    pub contact: Option<String>,
    /// Whether it was invented for the demo.
    #[serde(default)]
    pub demo: bool,
}

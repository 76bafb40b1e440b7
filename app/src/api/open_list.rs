//! The open list as its page asks for it.

use backend::search::{Count, Query};
use backend::service::catalogue::{self, BodyView, Listed};
use backend::service::search::search;
use backend::store::entries::Filter;
use backend::{Backend, Ctx, Error};
use domain::entry::{OpenType, Theme};
use domain::ids::Slug;
use domain::refused::{Refused, Why};
use domain::text::Lang;

use super::params::Params;

/// Entries on a page of the list.
pub const PER_PAGE: i64 = 50;

/// What of the list is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Only this open type.
    pub open_type: Option<OpenType>,
    /// Only this theme.
    pub theme: Option<Theme>,
    /// Only this body.
    pub body: Option<Slug>,
    /// The page, from 1.
    pub page: i64,
}

/// A page of the list with what its filters offer.
pub struct OpenList {
    /// Its number: the one asked for, or the last where that is beyond it.
    pub page: i64,
    /// The entries.
    pub listed: Vec<Listed>,
    /// How many there are with these filters.
    pub total: i64,
    /// All bodies, for the filter.
    pub bodies: Vec<BodyView>,
    /// Entries by open type, with the other filters applied.
    pub open_types: Vec<Count<OpenType>>,
    /// Entries by theme, with the other filters applied.
    pub themes: Vec<Count<Theme>>,
}

impl Asked {
    /// Reads the query of the page's address.
    pub fn read(query: &str) -> Result<Self, Refused> {
        let mut params = Params::of_query(query);
        let body = params.text("body").map(|text| text.parse::<Slug>());
        let asked = Self {
            open_type: params.code("open", OpenType::ALL),
            theme: params.code("theme", Theme::ALL),
            body: body.as_ref().and_then(|slug| slug.as_ref().ok().cloned()),
            page: params.number("page", 1, 1_000_000).unwrap_or(1),
        };
        if matches!(body, Some(Err(_))) {
            let expected = "transport-commission".to_owned();
            params.fault("body", Why::Malformed { expected });
        }
        params.faults()?;
        Ok(asked)
    }

    /// Whether any filter is set.
    pub const fn is_narrowed(&self) -> bool {
        self.open_type.is_some() || self.theme.is_some() || self.body.is_some()
    }

    /// The filters as the end of an address, with their question mark; empty without any.
    pub fn query(&self) -> String {
        let pairs = [
            self.open_type.map(|open| format!("open={open}")),
            self.theme.map(|theme| format!("theme={theme}")),
            self.body.as_ref().map(|body| format!("body={body}")),
        ];
        let pairs: Vec<String> = pairs.into_iter().flatten().collect();
        if pairs.is_empty() {
            String::new()
        } else {
            format!("?{}", pairs.join("&"))
        }
    }
}

/// A page of the list.
pub async fn open_list(backend: &Backend, ctx: &Ctx, asked: &Asked, lang: Lang) -> Result<OpenList, Error> {
    let bodies = catalogue::all_bodies(backend, ctx).await?;
    let body = match &asked.body {
        None => None,
        Some(slug) => Some(
            bodies
                .iter()
                .find(|view| view.body.slug == *slug)
                .map(|view| view.body.id.clone())
                .ok_or_else(|| unknown_body(slug))?,
        ),
    };
    let filter = Filter {
        open_type: asked.open_type,
        theme: asked.theme,
        body,
    };
    let total = catalogue::open_list_total(backend, ctx, &filter).await?;
    // The list may have become shorter than the link that somebody kept: its last page is nearest.
    let last = (total.max(1) - 1) / PER_PAGE + 1;
    let page = asked.page.min(last);
    let listed = catalogue::open_list(backend, ctx, &filter, PER_PAGE, (page - 1) * PER_PAGE).await?;
    let counted = search(
        backend,
        ctx,
        &Query {
            open_types: asked.open_type.into_iter().collect(),
            themes: asked.theme.into_iter().collect(),
            bodies: asked.body.clone().into_iter().collect(),
            size: 0,
            ..Query::all(ctx.now, lang)
        },
    )?;
    let facets = counted.facets.as_deref();
    Ok(OpenList {
        page,
        listed,
        total,
        bodies,
        open_types: facets.map_or_else(Vec::new, |facets| facets.open_types.clone()),
        themes: facets.map_or_else(Vec::new, |facets| facets.themes.clone()),
    })
}

fn unknown_body(slug: &Slug) -> Error {
    let why = Why::UnknownCode {
        given: slug.to_string(),
        known: Vec::new(),
    };
    Refused::invalid("body", why).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_go_from_the_address_into_the_address() {
        let asked = Asked::read("open=conditional&theme=&body=metro&page=3&from=elsewhere").unwrap();
        assert_eq!(asked.open_type, Some(OpenType::Conditional));
        assert_eq!((asked.theme, asked.page), (None, 3));
        assert_eq!(asked.query(), "?open=conditional&body=metro");
        assert_eq!(Asked::read("").unwrap().query(), "");
    }

    #[test]
    fn what_cannot_be_a_filter_is_refused_all_at_once() {
        let Err(Refused::Invalid { fields }) = Asked::read("open=wide&body=..%2Fetc&page=0") else {
            panic!("three faults were passed over");
        };
        let fields: Vec<&str> = fields.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["open", "page", "body"]);
    }
}

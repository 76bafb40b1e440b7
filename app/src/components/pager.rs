//! Pages of a list, as links that keep everything else of the address.

use leptos::either::Either;
use leptos::prelude::*;

use crate::here::Here;

/// Where a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// The page shown, from 1.
    pub page: i64,
    /// Items on a page.
    pub per_page: i64,
    /// Items in all.
    pub total: i64,
}

impl Paging {
    /// The number of the last page; 1 for an empty list.
    pub const fn last(&self) -> i64 {
        let per_page = if self.per_page < 1 { 1 } else { self.per_page };
        let pages = (self.total + per_page - 1) / per_page;
        if pages < 1 { 1 } else { pages }
    }

    /// Numbers of the first and the last item on this page.
    pub fn range(&self) -> (i64, i64) {
        let from = (self.page - 1) * self.per_page + 1;
        (from, (from + self.per_page - 1).min(self.total))
    }

    /// The pages to link to: the first, the last, and those around this one; 0 stands for a gap.
    fn near(&self) -> Vec<i64> {
        let last = self.last();
        let mut pages: Vec<i64> = Vec::with_capacity(9);
        for page in 1..=last.min(i64::from(u16::MAX)) {
            if page == 1 || page == last || (page - self.page).abs() <= 2 {
                pages.push(page);
            } else if pages.last() != Some(&0) {
                pages.push(0);
            }
        }
        pages
    }
}

/// The links to other pages and the range shown. `address` makes the address of a page, without the language.
pub fn pager(here: &Here, paging: Paging, address: impl Fn(i64) -> String) -> AnyView {
    let search = &here.words().search;
    let href = |page| here.href(&address(page));
    let last = paging.last();
    let numbers = paging
        .near()
        .into_iter()
        .map(|page| match page {
            0 => Either::Left(view! { <li><span aria-hidden="true">"…"</span></li> }),
            _ => Either::Right(view! {
                <li>
                    <a
                        href=href(page)
                        aria-current=(page == paging.page).then_some("page")
                        aria-label=(search.page)(page)
                    >
                        {page}
                    </a>
                </li>
            }),
        })
        .collect::<Vec<_>>();
    let previous =
        (paging.page > 1).then(|| view! { <li><a rel="prev" href=href(paging.page - 1)>{search.previous}</a></li> });
    let next =
        (paging.page < last).then(|| view! { <li><a rel="next" href=href(paging.page + 1)>{search.next}</a></li> });
    let (from, to) = paging.range();
    view! {
        <div class="pager">
            {(last > 1)
                .then(|| {
                    view! {
                        <nav aria-label=search.pages>
                            <ul class="numbers">{previous} {numbers} {next}</ul>
                        </nav>
                    }
                })}
            <span>{(search.range)(from, to, paging.total)}</span>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_any_length_has_few_links() {
        let at = |page, total| {
            Paging {
                page,
                per_page: 20,
                total,
            }
            .near()
        };
        assert_eq!(at(1, 0), [1]);
        assert_eq!(at(1, 21), [1, 2]);
        assert_eq!(at(5, 200), [1, 0, 3, 4, 5, 6, 7, 0, 10]);
        assert!(at(500, 1_000_000).len() <= 9);
    }

    #[test]
    fn the_range_ends_with_the_list() {
        let paging = Paging {
            page: 3,
            per_page: 10,
            total: 27,
        };
        assert_eq!(paging.range(), (21, 27));
        assert_eq!(paging.last(), 3);
    }
}

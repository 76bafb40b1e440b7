//! Answers: from a query to its results.

use std::sync::Arc;

use domain::ids::EntryId;
use tantivy::DocAddress;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Query as IndexQuery, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::collector::gather;
use super::facets::{Facets, Filters};
use super::parse::{Clause, Needle, Part, parse};
use super::plan::{Plan, Strictness, Wanted};
use super::query::{Query, Sort, check_text};
use super::snapshot::{Snapshot, Whole};
use super::suggest::Suggester;
use super::{Error, Hit, Matched, Results, Widened, snippet};

/// How many datasets of the whole catalogue are kept in each order.
const ORDERED: usize = 1_000;

/// Datasets and counts that answer a query.
struct Found {
    total: u64,
    page: Vec<DocAddress>,
    facets: Option<Arc<Facets>>,
    strictness: Strictness,
    /// Whether anything was found as it was asked.
    strict: bool,
}

pub(super) fn answer(snapshot: &Snapshot, suggester: &Suggester, query: &Query) -> Result<Results, Error> {
    check_text(&query.text)?;
    let plan = Plan {
        searcher: &snapshot.searcher,
        fields: &snapshot.fields,
    };
    let mut clauses = parse(&query.text, query.exact);
    if !query.exact {
        plan.read_letters(&mut clauses)?;
    }
    let found = if query.text.trim().is_empty() {
        whole(snapshot, query)?
    } else {
        worded(snapshot, plan, &clauses, query)?
    };
    let did_you_mean = if found.strict {
        None
    } else {
        plan.other_spelling(&query.text, &clauses, suggester)?
    };
    let needles = needles(&clauses, found.strictness);
    let hits = found
        .page
        .iter()
        .map(|address| hit(snapshot, *address, query, &needles));
    Ok(Results {
        total: found.total,
        hits: hits.collect::<Result<_, _>>()?,
        facets: found.facets,
        did_you_mean,
        matched: if found.strictness == Strictness::Any {
            Matched::Some
        } else {
            Matched::All
        },
        searched_as: clauses
            .into_iter()
            .filter(|clause| !clause.also.is_empty())
            .map(|clause| Widened {
                word: clause.word,
                also: clause.also,
            })
            .collect(),
    })
}

fn hit(snapshot: &Snapshot, address: DocAddress, query: &Query, needles: &[Needle]) -> Result<Hit, Error> {
    let card = snapshot.card(address)?;
    Ok(Hit {
        title: snippet::mark(card.title.get(query.lang), needles),
        snippet: snippet::snippet(card.summary.get(query.lang), needles),
        card,
    })
}

/// Without words: the whole catalogue, narrowed by filters.
fn whole(snapshot: &Snapshot, query: &Query) -> Result<Found, Error> {
    if query.is_narrowed() {
        let filters = Filters::new(query, &snapshot.bodies, &snapshot.sources);
        let wanted = within(snapshot, query);
        let gathered = gather(snapshot, wanted.as_ref(), &filters, query, query.facets)?;
        return Ok(Found {
            total: gathered.total,
            facets: gathered
                .counts
                .map(|counts| Arc::new(counts.facets(query, &snapshot.bodies, &snapshot.sources))),
            page: gathered.page,
            strictness: Strictness::All,
            strict: true,
        });
    }
    Ok(Found {
        total: snapshot.searcher.num_docs(),
        page: ordered(snapshot, query)?,
        facets: query.facets.then(|| whole_facets(snapshot, query)).transpose()?,
        strictness: Strictness::All,
        strict: true,
    })
}

/// The datasets that the query keeps to, where it names some; without a score, so that they do not change the order.
fn within(snapshot: &Snapshot, query: &Query) -> Option<Wanted> {
    let term = |id: &EntryId| -> Box<dyn IndexQuery> {
        let term = snapshot.fields.id_term(id.as_str());
        Box::new(TermQuery::new(term, IndexRecordOption::Basic))
    };
    let any = BooleanQuery::union(query.only.as_ref()?.iter().map(term).collect());
    Some(Wanted {
        query: Box::new(ConstScoreQuery::new(Box::new(any), 0.0)),
        prunable: false,
    })
}

/// A page of the whole catalogue. The beginning of each order is kept until the next commit.
fn ordered(snapshot: &Snapshot, query: &Query) -> Result<Vec<DocAddress>, Error> {
    let nothing = Filters::default();
    if query.offset.saturating_add(query.size) > ORDERED {
        return Ok(gather(snapshot, None, &nothing, query, false)?.page);
    }
    // Without words no dataset is more relevant than another.
    let sort = if query.sort == Sort::Relevance {
        Sort::MostUsed
    } else {
        query.sort
    };
    let kept = snapshot.order(sort, query.lang, || {
        let first = Query {
            sort,
            offset: 0,
            size: ORDERED,
            ..query.clone()
        };
        Ok(gather(snapshot, None, &nothing, &first, false)?.page)
    })?;
    Ok(kept.iter().skip(query.offset).take(query.size).copied().collect())
}

/// The facets of the whole catalogue, kept until a dataset changes or becomes overdue.
fn whole_facets(snapshot: &Snapshot, query: &Query) -> Result<Arc<Facets>, Error> {
    let now = query.now.micros();
    snapshot.whole_facets(now, || {
        let none = Query {
            size: 0,
            offset: 0,
            ..query.clone()
        };
        let gathered = gather(snapshot, None, &Filters::default(), &none, true)?;
        let counts = gathered.counts.ok_or(Error::Damaged)?;
        Ok(Whole {
            facets: Arc::new(counts.facets(query, &snapshot.bodies, &snapshot.sources)),
            from: now,
            until: snapshot.next_due(now),
        })
    })
}

/// With words: the strictest reading that finds anything.
fn worded(snapshot: &Snapshot, plan: Plan<'_>, clauses: &[Clause], query: &Query) -> Result<Found, Error> {
    let filters = Filters::new(query, &snapshot.bodies, &snapshot.sources);
    let mut readings = vec![Strictness::All];
    if clauses.iter().any(has_parts) {
        readings.push(Strictness::Apart);
    }
    if clauses.len() > 1 {
        readings.push(Strictness::Any);
    }
    let mut found = None;
    for strictness in readings {
        let mut wanted = plan.query(clauses, strictness)?;
        if let Some(only) = within(snapshot, query) {
            wanted = wanted.and(only);
        }
        let gathered = gather(snapshot, Some(&wanted), &filters, query, query.facets)?;
        let matched = gathered.matched;
        // What found nothing is answered as the strict reading.
        if matched > 0 || found.is_none() {
            let facets = gathered
                .counts
                .map(|counts| counts.facets(query, &snapshot.bodies, &snapshot.sources));
            found = Some(Found {
                total: gathered.total,
                page: gathered.page,
                facets: facets.map(Arc::new),
                strictness,
                strict: strictness == Strictness::All && matched > 0,
            });
        }
        if matched > 0 {
            break;
        }
    }
    found.ok_or(Error::Damaged)
}

fn has_parts(clause: &Clause) -> bool {
    let parts = |part: &Part| matches!(part, Part::Tokens(tokens) if tokens.len() > 1);
    !clause.quoted && clause.alternatives.iter().any(|alternative| parts(&alternative.part))
}

/// What to mark. When characters that belong together were searched apart, they are marked apart.
fn needles(clauses: &[Clause], strictness: Strictness) -> Vec<Needle> {
    let mut needles: Vec<Needle> = Vec::new();
    let mut add = |needle: Needle| {
        if !needles.contains(&needle) {
            needles.push(needle);
        }
    };
    for clause in clauses {
        for alternative in &clause.alternatives {
            alternative.needle.iter().cloned().for_each(&mut add);
            if let Part::Tokens(tokens) = &alternative.part
                && strictness != Strictness::All
                && !clause.quoted
            {
                for (_, token) in tokens.iter().filter(|(_, token)| !token.is_ascii()) {
                    add(Needle::Characters(token.chars().collect()));
                }
            }
        }
    }
    needles
}

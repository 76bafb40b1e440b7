//! A problem as `application/problem+json` (RFC 9457).

use app::text::refusals;
use domain::ids::RequestId;
use domain::refused::Refused;
use domain::text::Lang;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Kind, Problem, sentence};

/// A problem (RFC 9457) with the code, the rule and the request id of the portal.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDto {
    /// `urn:kaicang:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened, in the reader's language.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Why, and what to do.
    pub detail: String,
    /// The stable code.
    #[schema(example = "suspended")]
    pub code: &'static str,
    /// The rule that refuses, where one does; its text stands on the page of rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "O21-22")]
    pub rule: Option<&'static str>,
    /// The id under which the request stands in the logs.
    pub request_id: String,
    /// The parameters that cannot be taken, all at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// The public notice of a suspension or withdrawal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeDto>,
}

/// A parameter that cannot be taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// The parameter.
    pub field: String,
    /// What is wrong, and what would do.
    pub message: String,
}

/// The public notice of a suspension or withdrawal.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Notice)]
pub struct NoticeDto {
    /// The article it rests on.
    #[schema(example = "O21-22")]
    pub article: String,
    /// The public reason.
    pub reason: String,
    /// Since when (RFC 3339).
    pub since: String,
}

impl From<&domain::suspension::Notice> for NoticeDto {
    fn from(notice: &domain::suspension::Notice) -> Self {
        Self {
            article: notice.article.clone(),
            reason: notice.reason.clone(),
            since: notice.since.rfc3339(),
        }
    }
}

impl ProblemDto {
    /// The problem for a reader of `lang`.
    pub fn new(problem: &Problem, lang: Lang, request: &RequestId) -> Self {
        let sentence = sentence::of(problem, lang);
        let refused = match &problem.kind {
            Kind::Refused(refused) => Some(refused),
            _ => None,
        };
        let fields = match refused {
            Some(Refused::Invalid { fields }) => fields
                .iter()
                .map(|fault| FieldProblem {
                    field: fault.field.clone(),
                    message: refusals::fault(fault, lang),
                })
                .collect(),
            _ => Vec::new(),
        };
        let notice = match refused {
            Some(Refused::Suspended { notice } | Refused::Withdrawn { notice }) => Some(notice.into()),
            _ => None,
        };
        Self {
            kind: format!("urn:kaicang:problem:{}", problem.code()),
            title: sentence.title,
            status: problem.status().as_u16(),
            detail: sentence::told([&sentence.what, &sentence.why, &sentence.next], lang),
            code: problem.code(),
            rule: refused.and_then(Refused::rule),
            request_id: request.to_string(),
            fields,
            notice,
        }
    }
}

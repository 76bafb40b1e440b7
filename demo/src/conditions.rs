//! Opening conditions (O21-15a) that several entries share. Each asks for something that a reviewer can check, names
//! what proves it, and asks for no more than the data needs.

use domain::entry::{Condition, ConditionKind};
use domain::text::Text;

fn condition(kind: ConditionKind, mandatory: bool, text: (&str, &str), evidence: (&str, &str)) -> Condition {
    Condition {
        id: String::new(),
        kind,
        text: Text::both(text.0, text.1),
        evidence: Text::both(evidence.0, evidence.1),
        mandatory,
    }
}

const ABILITY: ConditionKind = ConditionKind::TechnicalAbility;
const SAFEGUARD: ConditionKind = ConditionKind::SecuritySafeguard;

/// People who can work with the data.
pub fn team() -> Condition {
    condition(
        ABILITY,
        true,
        (
            "具备处理本数据的技术团队，至少 2 名成员有同类数据处理或分析经验",
            "A team able to work with this data; at least two members have processed or analysed data of this kind",
        ),
        (
            "团队成员名单与分工，以及一个已完成同类项目的说明",
            "A list of the members and their tasks, and a description of one finished project of this kind",
        ),
    )
}

/// A place to keep large or fast data.
pub fn capacity(zh: &str, en: &str) -> Condition {
    condition(
        ABILITY,
        true,
        (
            &format!("具备接收和存储本数据的能力：{zh}"),
            &format!("Able to receive and keep this data: {en}"),
        ),
        (
            "系统架构说明和容量测算",
            "A description of the system and an estimate of its capacity",
        ),
    )
}

/// Graded protection of the system that will hold the data.
pub fn protection_level(level: u8) -> Condition {
    condition(
        SAFEGUARD,
        true,
        (
            &format!(
                "存放和处理数据的信息系统通过网络安全等级保护{}级及以上测评",
                numeral(level)
            ),
            &format!(
                "The system that holds the data has passed the graded protection assessment at level {level} or above"
            ),
        ),
        (
            "两年内的等级保护备案证明和测评报告结论页",
            "The filing certificate and the conclusion of an assessment report not older than two years",
        ),
    )
}

fn numeral(level: u8) -> char {
    if level >= 3 { '三' } else { '二' }
}

/// Someone who answers for security.
pub fn officer() -> Condition {
    condition(
        SAFEGUARD,
        true,
        (
            "指定数据安全负责人，建立数据安全管理制度和应急处置预案",
            "A named person answers for data security, with written rules and a plan for incidents",
        ),
        (
            "任命文件、制度文本和最近一次应急演练记录",
            "The appointment, the rules and the record of the latest drill",
        ),
    )
}

/// No way back to persons or firms.
pub fn no_reidentification() -> Condition {
    condition(
        SAFEGUARD,
        true,
        (
            "承诺不将数据与其他来源关联以识别特定自然人或企业，并有技术措施防止重新识别",
            "Undertakes not to link the data with other sources to single out a person or firm, and has technical means against it",
        ),
        (
            "加盖公章的承诺书和防重识别措施说明",
            "A sealed undertaking and a description of the means",
        ),
    )
}

/// Kept here, and deleted at the end.
pub fn keep_and_delete() -> Condition {
    condition(
        SAFEGUARD,
        true,
        (
            "数据存储在境内，协议到期后 10 个工作日内删除原始数据并出具证明",
            "Data is kept within the country and deleted within 10 working days of the agreement's end, with a certificate",
        ),
        (
            "存储位置说明和数据删除流程",
            "A statement of where data is kept and how it is deleted",
        ),
    )
}

/// Who reads what is written down.
pub fn access_log() -> Condition {
    condition(
        SAFEGUARD,
        false,
        (
            "对数据访问实行最小权限管理，访问日志保留不少于 6 个月",
            "Access is given only where needed, and its log is kept for at least six months",
        ),
        (
            "权限矩阵和日志留存策略说明",
            "The table of rights and the rule for keeping logs",
        ),
    )
}

/// Work in the sandbox only.
pub fn sandbox_only() -> Condition {
    condition(
        SAFEGUARD,
        true,
        (
            "仅在数据沙箱内分析原始记录，导出结果须经复核且每组不少于 10 个个体",
            "Records are analysed in the sandbox only; results leave after review, with at least 10 individuals in every group",
        ),
        (
            "拟导出结果的样例和统计口径说明",
            "A sample of the results and how they are counted",
        ),
    )
}

/// Research with a reviewed purpose.
pub fn research() -> Condition {
    condition(
        ABILITY,
        true,
        (
            "用于公共卫生、城市治理等公益研究，研究方案经所在单位伦理或学术委员会审查",
            "Used for research in the public interest, on a plan reviewed by the institution's ethics or academic board",
        ),
        ("研究方案和审查意见", "The research plan and the board's opinion"),
    )
}

/// Surveying qualification, where the data is a survey.
pub fn survey_qualification() -> Condition {
    condition(
        ABILITY,
        true,
        (
            "具有与用途相应的测绘或地质勘查能力，按国家规定使用和保管涉测绘成果",
            "Qualified for surveying or geological work as the purpose needs, and keeps survey results as the law asks",
        ),
        (
            "资质证书或委托具备资质单位的合同",
            "The certificate, or a contract with someone who has it",
        ),
    )
}

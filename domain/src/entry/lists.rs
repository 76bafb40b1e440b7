//! The closed lists that an entry chooses from. Their codes stand in databases, addresses and interfaces.

crate::codes! {
    /// Open type (开放类型), Order 21, Article 11.
    pub enum OpenType {
        /// 无条件开放: for everyone, without an account.
        Unconditional = "unconditional",
        /// 有条件开放: under an agreement.
        Conditional = "conditional",
        /// 非开放: listed, but its data stays inside.
        NotOpen = "not-open",
    }
}

crate::codes! {
    /// Theme (数据领域) of an entry.
    pub enum Theme {
        /// 交通出行
        Transport = "transport",
        /// 生态环境
        Environment = "environment",
        /// 经济产业
        Economy = "economy",
        /// 城市建设
        Urban = "urban",
        /// 教育文化
        Education = "education",
        /// 医疗卫生
        Health = "health",
        /// 社会保障
        Welfare = "welfare",
        /// 信用服务
        Credit = "credit",
        /// 财税金融
        Finance = "finance",
        /// 市场监管
        Market = "market",
        /// 公共安全
        Safety = "safety",
        /// 气象水文
        Weather = "weather",
        /// 文旅体育
        Leisure = "leisure",
        /// 农业农村
        Agriculture = "agriculture",
        /// 科技创新
        Science = "science",
        /// 能源资源
        Energy = "energy",
        /// 政务服务
        Government = "government",
        /// 人口就业
        Population = "population",
    }
}

crate::codes! {
    /// Security grade (安全级别) of a dataset or a data item, from the city's grading rules.
    pub enum Grade {
        /// 一般: no harm when public.
        General = "general",
        /// 重要: some harm when misused; conditional at least.
        Important = "important",
        /// 敏感: personal information or trade secret.
        Sensitive = "sensitive",
    }
}

crate::codes! {
    /// How the body came by the data (来源). Shared and negotiated data cannot be listed (O21-12b).
    pub enum Provenance {
        /// 履职产生: made in the body's own duties.
        Produced = "produced",
        /// 履职采集: collected in the body's own duties.
        Collected = "collected",
        /// 共享获取: got from another body through sharing.
        Shared = "shared",
        /// 协商获取: got by negotiation.
        Negotiated = "negotiated",
    }
}

crate::codes! {
    /// Access method (获取方式), Order 21, Articles 14 and 15.
    pub enum AccessMethod {
        /// 数据下载
        Download = "download",
        /// 接口调用
        Api = "api",
        /// 数据沙箱
        Sandbox = "sandbox",
    }
}

crate::codes! {
    /// Type of a data item.
    pub enum ItemType {
        /// 文本
        Text = "text",
        /// 代码: text from a code list.
        Code = "code",
        /// 整数
        Integer = "integer",
        /// 小数
        Decimal = "decimal",
        /// 日期
        Date = "date",
        /// 时间: date and time, or time of day.
        Time = "time",
        /// 是否
        Boolean = "boolean",
        /// 空间: a geometry.
        Geometry = "geometry",
    }
}

crate::codes! {
    /// What a data item is protected as (Order 21, Article 11).
    pub enum Protection {
        /// 个人信息
        PersonalInformation = "personal-information",
        /// 商业秘密
        TradeSecret = "trade-secret",
    }
}

crate::codes! {
    /// Kind of an opening condition (O21-15a).
    pub enum ConditionKind {
        /// 技术能力
        TechnicalAbility = "technical-ability",
        /// 安全保障措施
        SecuritySafeguard = "security-safeguard",
    }
}

crate::codes! {
    /// The licence under which data is given.
    pub enum Licence {
        /// The portal's own terms for unconditional data: free use with the source named (O21-25).
        ShanghaiOpen = "shanghai-open-1.0",
        /// Terms of the data-use agreement.
        Agreement = "agreement",
        /// Creative Commons Attribution 4.0.
        CcBy4 = "cc-by-4.0",
        /// Open Government Data License, version 1 (Taiwan).
        Ogdl1 = "ogdl-tw-1.0",
        /// Public domain.
        PublicDomain = "public-domain",
    }
}

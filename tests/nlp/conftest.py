"""A small gazetteer in the format of the real one, and pipelines over it and over the one that ships."""

from pathlib import Path

import pytest

from nlp.pipeline import STAGES, Config, build_pipeline

HEADER = "id\ttype\tname\tname_zh\taliases\tparent\tfamily\tnote\n"
LINES = {
    "labs.tsv": [
        "openai\tORG\tOpenAI\t\t\t\t\tlab",
        "anthropic\tORG\tAnthropic\t\t\t\t\tlab",
        "deepseek\tORG\tDeepSeek\t深度求索\t\t\t\tlab",
        "moonshot\tORG\tMoonshot AI\t月之暗面\t\t\t\tlab",
        "zhipu\tORG\tZhipu AI\t智谱\tZ.ai | 智谱 AI\t\t\tlab",
    ],
    "orgs.tsv": [
        "meta\tORG\tMeta\t\tMeta{case} | 臉書\t\t\tcompany",
        "apple\tORG\tApple\t苹果公司\t苹果{not=汁,树,派} | Apple{case} | AAPL{ticker}\t\t\tcompany",
        "amazon\tORG\tAmazon\t亚马逊\t\t\t\tcompany",
        "nvidia\tORG\tNVIDIA\t英伟达\tNVDA{ticker}\t\t\tcompany",
        "arm\tORG\tArm Holdings\t\tArm{case;need=芯片,软银}\t\t\tcompany",
    ],
    "people.tsv": [
        "fei-fei-li\tPERSON\tFei-Fei Li\t李飞飞\t\t\t\tStanford",
        "li-feifei-alibaba\tPERSON\tLi Feifei\t\t李飞飞{need=阿里云,数据库}\t\t\tAlibaba",
    ],
    "places.tsv": ["united-states\tPLACE\tUnited States\t美国\tUS\t\t\t", "eu\tPLACE\tEuropean Union\t欧盟\tEU\t\t\t"],
    "models.tsv": [
        "gpt\tMODEL\tGPT\t\t\topenai\tgpt\tfamily",
        "gpt-5.4\tMODEL\tGPT-5.4\t\t\topenai\tgpt\t",
        "claude\tMODEL\tClaude\t\tClaude{case}\tanthropic\tclaude\tfamily",
        "claude-opus\tMODEL\tClaude Opus\t\tOpus{case;need=Claude,Anthropic}\tanthropic\tclaude\t",
        "qwen\tMODEL\tQwen\t千问\t\t\tqwen\tfamily",
        "deepseek-v3\tMODEL\tDeepSeek-V3\t\t\tdeepseek\t\t",
        "kimi-k2\tMODEL\tKimi K2\t\t\tmoonshot\t\t",
        "llama\tMODEL\tLlama\t\t\tmeta\tllama\tfamily",
    ],
    "products.tsv": [
        "kimi\tPRODUCT\tKimi\t\t\tmoonshot\t\tapp",
        "claude-code\tPRODUCT\tClaude Code\t\t\tanthropic\t\t",
        "chatgpt\tPRODUCT\tChatGPT\t\t\topenai\t\t",
    ],
}
NAMES = {"bg_gazetteer", "bg_versions", "bg_unknown", "bg_mentions"}
STATEMENTS = tuple(stage for _, stage in STAGES if stage not in NAMES)


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """A gazetteer folder of a few lines."""
    path = tmp_path_factory.mktemp("gazetteer")
    for name, lines in LINES.items():
        (path / name).write_text(HEADER + "\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture(scope="session")
def small(folder):
    """Names only, over the small gazetteer."""
    return build_pipeline(Config(gazetteer=folder, model=None, without=STATEMENTS))


@pytest.fixture(scope="session")
def known(folder):
    """Known names and versions only, over the small gazetteer."""
    return build_pipeline(Config(gazetteer=folder, model=None, without=(*STATEMENTS, "bg_unknown")))


@pytest.fixture(scope="session")
def shipped():
    """Names only, over the gazetteer that ships."""
    return build_pipeline(Config(model=None, without=STATEMENTS))


@pytest.fixture(scope="session")
def shipped_known():
    """Known names and versions only, over the gazetteer that ships."""
    return build_pipeline(Config(model=None, without=(*STATEMENTS, "bg_unknown")))


@pytest.fixture
def names():
    """A reader of mentions: text to {surface: (type, key)}."""

    def read(nlp, text):
        doc = nlp(text)
        return {span.text: (span.label_, span.kb_id_) for span in doc.spans["mentions"]}

    return read

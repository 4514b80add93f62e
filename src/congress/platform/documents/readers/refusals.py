"""The sentences by which a file is refused, each with what to do about it."""

from __future__ import annotations

from congress.platform.documents.readers.limits import in_mib
from congress.standards.errors import RuleViolation

AS_DOCX = "“文件—另存为—Word 文档（*.docx）”"
AS_XLSX = "“文件—另存为—Excel 工作簿（*.xlsx）”"
READABLE = "文本（TXT）、网页（HTML）、Word 文档（DOCX、DOC）、Excel 工作簿（XLSX、XLS），或带文字的 PDF、OFD"


def spaced(*, words: str) -> str:
    """Words to stand behind Chinese ones: those that begin with a Latin letter have a blank before them."""
    return f" {words}" if words[:1].isascii() else words


def broken(*, kind: str, place: str | None = None) -> RuleViolation:
    """The file begins like a known kind but cannot be read to its end."""
    return RuleViolation(
        "documents.broken_file",
        f"这个{spaced(words=kind)}已损坏或不完整，无法读取。请用原来的软件打开它，确认内容完好后重新保存，再上传新保存的文件。",
        place=place,
    )


def locked(*, kind: str) -> RuleViolation:
    """The file wants a password."""
    return RuleViolation(
        "documents.password_locked",
        f"这个{spaced(words=kind)}设有打开密码，无法读取。请用原来的软件输入密码打开它，取消密码保护后重新保存，再上传新保存的文件。",
    )


def too_large(*, size_bytes: int, limit_bytes: int) -> RuleViolation:
    """More bytes than one file may have to be read."""
    return RuleViolation(
        "documents.too_large",
        f"文件有 {in_mib(size_bytes=size_bytes)}，超过一次能读取的 {in_mib(size_bytes=limit_bytes)}。"
        "请删去其中的图片，或拆分成几个文件，再分别上传。",
    )


def too_many_cells(*, limit: int) -> RuleViolation:
    """Tables with more positions than can be read at once."""
    return RuleViolation(
        "documents.too_many_cells",
        f"表格过大：单元格超过 {limit} 个，无法读取。"
        "请删去表格右侧和下方多余的空白行列，或拆分成几个文件，再分别上传。",
    )


def bomb() -> RuleViolation:
    """An archive that would unpack to far more than it should."""
    return RuleViolation(
        "documents.unpacks_too_large",
        "这个文件解开后的内容异常庞大，为保证系统安全没有读取。"
        f"请用 WPS 或 Office 打开它，删去多余内容后选择{AS_DOCX}或{AS_XLSX}，再上传新文件。",
    )


def too_many_pages(*, kind: str, pages: int, limit: int) -> RuleViolation:
    """More pages than are read at once."""
    return RuleViolation(
        "documents.too_many_pages",
        f"这个{spaced(words=kind)}有 {pages} 页，超过一次能读取的 {limit} 页。请拆分成几个文件，再分别上传。",
    )


def no_text_layer(*, kind: str) -> RuleViolation:
    """Pages that are pictures."""
    return RuleViolation(
        "documents.no_text_layer",
        f"这个{spaced(words=kind)}是扫描件或图片，没有可以读取的文字。"
        "请上传原来的 Word 文档（DOCX）或 Excel 工作簿（XLSX），"
        "或用带文字识别功能的软件转换成带文字的 PDF 后再上传。",
    )


def unreadable(*, kind: str) -> RuleViolation:
    """A kind that can be kept and looked at, but holds no text to read."""
    return RuleViolation("documents.no_reader", f"{kind}中没有可以读取的文字。请上传{READABLE}。")


def unsaved_formula(*, sheet: str, row: int, column: int) -> RuleViolation:
    """A formula whose result was never computed, as programs that write workbooks leave them."""
    return RuleViolation(
        "documents.formula_without_value",
        "这个单元格是公式，但文件中没有保存它的计算结果。"
        "请用 WPS 表格或 Excel 打开这个文件，保存一次，再上传新保存的文件。",
        place=f"工作表“{sheet}”第 {row} 行第 {column} 列",
    )

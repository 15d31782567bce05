"""The names that CVs give to their sections, in English, Ukrainian and Russian."""

import re

# Written as a heading should look: the CV's own words in calm capitals.
NAMES: dict[str, tuple[str, ...]] = {
    "summary": (
        "Summary", "Profile", "About", "About Me", "Objective", "Career Objective",
        "Professional Summary", "Executive Summary", "Career Summary",
        "Summary of Qualifications",
        "Professional Profile", "Personal Profile", "Personal Statement", "Introduction",
        "Overview",
        "Про себе", "Про мене", "Профіль", "Професійний профіль", "Ціль", "Цілі", "Мета",
        "Резюме", "Коротко про себе", "Підсумок", "Кар’єрна ціль",
        "О себе", "Обо мне", "Профиль", "Цель", "Кратко о себе",
    ),
    "experience": (
        "Experience", "Work Experience", "Professional Experience", "Employment",
        "Employment History", "Work History", "Career History", "Relevant Experience", "Career",
        "Internships", "Internship", "Internship Experience", "Industry Experience",
        "Professional Background", "Experiences", "Work", "Teaching Experience",
        "Clinical Experience", "Legal Experience", "Freelance Experience",
        "Academic Appointments", "Military Service", "Досвід", "Досвід роботи",
        "Професійний досвід", "Трудова діяльність", "Місця роботи", "Кар’єра", "Стажування",
        "Військова служба", "Викладацька діяльність", "Педагогічна діяльність",
        "Адвокатська діяльність", "Адвокатська практика", "Лікарська практика",
        "Опыт", "Опыт работы", "Профессиональный опыт", "Трудовая деятельность", "Карьера",
        "Места работы", "Стажировки", "Стажировка",
    ),
    "projects": (
        "Projects", "Personal Projects", "Selected Projects", "Key Projects", "Side Projects",
        "Academic Projects", "Project Experience", "Open Source", "Portfolio", "Pet Projects",
        "Selected Work", "Selected Works", "Вибрані роботи", "Вибрані проєкти",
        "Проєкти", "Проекти", "Власні проєкти", "Ключові проєкти", "Пет-проєкти", "Портфоліо",
        "Проекты", "Личные проекты", "Ключевые проекты", "Портфолио",
    ),
    "education": (
        "Education", "Academic Background", "Education and Training", "Education & Training",
        "Education and Certifications", "Academic History", "Qualifications", "Academics",
        "Relevant Coursework", "Освіта", "Освіта та курси", "Освіта і курси", "Навчання",
        "Вища освіта", "Образование", "Высшее образование", "Образование и курсы", "Обучение",
    ),
    "skills": (
        "Skills", "Technical Skills", "Key Skills", "Core Skills", "Soft Skills", "Hard Skills",
        "Core Competencies", "Competencies", "Technologies", "Tech Stack", "Technical Expertise",
        "Areas of Expertise", "Expertise", "Tools", "Tools and Technologies",
        "Tools & Technologies", "Professional Skills", "Skills & Tools", "Skills and Tools",
        "Computer Skills", "Technical Proficiencies", "Additional Skills", "Strengths",
        "Programming Skills", "IT Skills", "Skills & Abilities", "Skills and Abilities",
        "Навички", "Ключові навички", "Технічні навички", "Професійні навички", "Технології",
        "Вміння", "Уміння", "Вміння та навички", "Навички та вміння", "Компетенції", "Стек",
        "Стек технологій", "Особисті якості", "Інструменти", "Навыки", "Ключевые навыки",
        "Технические навыки", "Профессиональные навыки", "Технологии", "Умения", "Компетенции",
        "Стек технологий", "Личные качества", "Инструменты",
    ),
    "languages": (
        "Languages", "Language Skills", "Foreign Languages", "Мови", "Знання мов",
        "Володіння мовами", "Іноземні мови", "Языки", "Знание языков", "Владение языками",
        "Иностранные языки",
    ),
    "certificates": (
        "Certificates", "Certifications", "Licenses", "Licenses & Certifications",
        "Licenses and Certifications", "Certifications and Licenses", "Certificates & Courses",
        "Сертифікати", "Сертифікація", "Сертифікати та курси", "Ліцензії", "Сертификаты",
        "Сертификация", "Лицензии", "Сертификаты и курсы",
    ),
    "courses": (
        "Courses", "Training", "Trainings", "Coursework", "Courses and Trainings",
        "Professional Development", "Continuing Education", "Курси", "Курси та тренінги",
        "Тренінги", "Додаткова освіта", "Підвищення кваліфікації", "Курсы", "Тренинги",
        "Курсы и тренинги", "Дополнительное образование", "Повышение квалификации",
    ),
    "publications": (
        "Publications", "Papers", "Selected Publications", "Research", "Patents", "Talks",
        "Presentations", "Conferences", "Research Experience", "Invited Talks", "Публікації",
        "Наукові публікації", "Виступи", "Конференції", "Патенти", "Публикации", "Выступления",
        "Научные публикации", "Конференции", "Патенты",
    ),
    "awards": (
        "Awards", "Honors", "Honours", "Achievements", "Honors/Awards", "Honors & Awards",
        "Honors and Awards", "Awards and Honors", "Awards & Achievements", "Accomplishments",
        "Awards and Achievements", "Scholarships", "Grants", "Grants and Funding",
        "Selected Honors", "Key Achievements",
        "Нагороди", "Досягнення", "Відзнаки", "Нагороди та досягнення", "Награды", "Достижения",
        "Награды и достижения",
    ),
    "volunteering": (
        "Volunteering", "Volunteer Experience", "Volunteer Work", "Volunteer", "Leadership",
        "Community Involvement", "Community Service", "Extracurricular Activities", "Activities",
        "Leadership & Activities", "Leadership Experience", "Волонтерство", "Волонтерський досвід",
        "Волонтерська діяльність", "Громадська діяльність", "Волонтёрство", "Волонтерский опыт",
        "Общественная деятельность",
    ),
    "interests": (
        "Interests", "Hobbies", "Hobbies & Interests", "Hobbies and Interests",
        "Interests and Hobbies", "Personal Interests", "Research Interests", "Інтереси", "Хобі",
        "Захоплення",
        "Хобі та інтереси", "Интересы", "Хобби", "Увлечения", "Хобби и интересы",
    ),
    "references": (
        "References", "Referees", "Recommendations", "Рекомендації", "Рекомендации", "Відгуки",
    ),
    "contacts": (
        "Contact", "Contacts", "Contact Information", "Contact Details", "Contact Me", "Links",
        "Personal Details", "Personal Information", "Контакти", "Контактна інформація",
        "Контактні дані", "Особисті дані", "Особиста інформація", "Посилання", "Контакты",
        "Контактная информация", "Контактные данные", "Личные данные", "Личная информация",
        "Ссылки",
    ),
    "other": (
        "Additional Information", "Other", "Miscellaneous", "Додаткова інформація", "Інше",
        "Дополнительная информация", "Дополнительно", "Другое",
    ),
}  # fmt: skip

ACRONYMS = frozenset({"IT", "QA", "AI", "ML", "UX", "UI", "HR", "PR", "API", "SQL", "CI", "CD"})
SMALL_WORDS = frozenset(
    {"a", "an", "and", "at", "for", "in", "of", "on", "or", "the", "to", "with"}
)
# A section may hold its content on its own line, after a colon; other names are labels there.
INLINE_KINDS = frozenset({"skills", "languages", "interests", "references", "certificates"})

LEADING_ORNAMENTS = re.compile(r"^[\W_]+")
TRAILING_ORNAMENTS = " :_=~*|•·—–-"  # not "+" or "#": they may be C's
# The last word of a wrapped sentence ("skills.") heads nothing.
STARTS_LARGE = re.compile(r"[\W\d_]*[^\W\d_a-zа-яёіїєґ]")
NO_HEADING = re.compile(r"@|[.,;!?]\s*$")
NOT_LETTERS = re.compile(r"[\W_]+")
MORE = re.compile(r"\s*[,:|(]|\s[–—-]\s")


def _key(text: str) -> str:
    """What is left of a heading without case, spaces and ornaments: "S K I L L S:" is "skills"."""
    return NOT_LETTERS.sub("", text.replace("&", "and").casefold()).replace("ё", "е")


_KNOWN = {_key(name): (kind, name) for kind, names in NAMES.items() for name in names}
LONGEST_NAME = max(len(name) for names in NAMES.values() for name in names)


def known_kind(text: str) -> str | None:
    """The kind of section that the line heads, if it is a name that CVs give to a section."""
    if len(text) > 3 * LONGEST_NAME or NO_HEADING.search(text) or not STARTS_LARGE.match(text):
        return None
    kind, _ = _KNOWN.get(_key(text), (None, ""))
    return kind


def kind_of_heading(text: str) -> str | None:
    """The kind of what is surely a heading: behind the name of a section it may say more."""
    return known_kind(text) or known_kind(MORE.split(text[: 3 * LONGEST_NAME], maxsplit=1)[0])


def without_ornaments(text: str) -> str:
    """The heading without the rules, dots and colons around it."""
    return LEADING_ORNAMENTS.sub("", text).rstrip(TRAILING_ORNAMENTS)


def heading_text(text: str) -> str:
    """The heading in the CV's own words, without ornaments, shouting and lost spaces."""
    bare = without_ornaments(text)
    _, name = _KNOWN.get(_key(bare), ("", ""))
    lost_spaces = " " in name and " " not in bare and len(name.replace(" ", "")) == len(bare)
    if lost_spaces:
        return name
    return calm(bare) if bare.isupper() else bare


def calm(text: str) -> str:
    """Title case in English, sentence case in Cyrillic."""
    words = text.split(" ")
    return " ".join(_calm_word(word, index) for index, word in enumerate(words))


def _calm_word(word: str, index: int) -> str:
    if word in ACRONYMS:
        return word
    if not word.isascii():
        return word.capitalize() if index == 0 else word.lower()
    if index and word.lower() in SMALL_WORDS:
        return word.lower()
    return re.sub(r"[A-Z]+(?:['’][A-Z]+)*", lambda part: part[0].capitalize(), word)

"""The picture to share: counts of stages, and not one name, day or place."""

from collections.abc import Sequence

from django.template.loader import render_to_string

from applications.insights import flows, sankey
from applications.insights.course import Course
from applications.stages import Ending, Stage

WIDTH, HEIGHT = 1200, 630  # what networks show a link with
CHART_WIDTH, CHART_HEIGHT = 1080, 376
PIXELS_PER_INCH = 144  # at 72 a point is a pixel, so this is twice as sharp
# Literal colours: the picture leaves, and takes no stylesheet along.
OTHER_COLOUR = "#9a9389"
COLOURS = {
    Stage.APPLIED: "#5b84bd",
    Stage.SCREENING: "#8b6cb5",
    Stage.TEST_TASK: "#b97f35",
    Stage.INTERVIEW: "#37908f",
    Stage.OFFER: "#3f9160",
    Ending.ACCEPTED: "#3f9160",
    Ending.REJECTED: "#bd6655",
    flows.WAITING: "#5b84bd",
}
# The drawing comes in as data: nothing in it is read as Typst.
SHEET = f"""#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""


def as_svg(courses: Sequence[Course]) -> str:
    """In the language of the moment."""
    chart = sankey.draw(flows.flows(courses), CHART_WIDTH, CHART_HEIGHT)
    context = {
        "width": WIDTH,
        "height": HEIGHT,
        "chart": chart,
        "boxes": [(box, COLOURS.get(box.name, OTHER_COLOUR)) for box in chart.boxes],
        "ribbons": [
            (ribbon, COLOURS.get(ribbon.flow.target, OTHER_COLOUR)) for ribbon in chart.ribbons
        ],
        "applied": len(courses),
        "answers": sum(course.answered_on is not None for course in courses),
        "interviews": sum(course.reached(Stage.INTERVIEW) for course in courses),
        "offers": sum(course.reached(Stage.OFFER) for course in courses),
    }
    return render_to_string("applications/insights_picture.svg", context)


def as_png(svg: str) -> bytes:
    """The same drawing in pixels, 2400 by 1260."""
    import typst  # noqa: PLC0415 - a compiler of 80 MB, loaded by those who take a picture

    png: bytes = typst.compile(
        SHEET.encode(),
        format="png",
        ppi=PIXELS_PER_INCH,
        ignore_system_fonts=True,
        sys_inputs={"svg": svg},
    )
    return png

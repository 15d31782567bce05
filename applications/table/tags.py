"""Tags: putting them on applications and taking them off, renaming, merging."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Lower

from applications.models import Application, Tag, Tagging

if TYPE_CHECKING:
    from accounts.models import User

MOST_TAGS = 20  # on one application
LONGEST_TAG = 40


def names_in(text: str) -> list[str]:
    """The tags of a line such as “remote, Python,  remote”: each once, in their order."""
    found: dict[str, str] = {}
    for part in text.replace("\n", ",").split(","):
        if name := " ".join(part.split()):
            found.setdefault(name.lower(), name)
    return list(found.values())


def of_user(user: "User") -> QuerySet[Tag]:
    return Tag.objects.of(user)


def with_counts(user: "User") -> QuerySet[Tag]:
    """Each tag with `number`: on how many applications out of the bin it is; by name."""
    kept = Q(taggings__application__deleted_at=None)
    counted = of_user(user).annotate(number=Count("taggings", filter=kept))
    return counted.order_by(Lower("name"), "pk")  # grouping drops the model's own order


@transaction.atomic
def replace(application: Application, names: Collection[str]) -> None:
    """Let exactly these tags be on the application. New ones are made."""
    chosen = _made_sure(application.user_id, names)
    application.taggings.exclude(tag__in=chosen).delete()
    _put([application.pk], chosen)


@transaction.atomic
def put_on(applications: Collection[int], user: "User", names: Collection[str]) -> list[int]:
    """Add tags to many applications of the user, by id. Those that have them now; one that would
    have too many is left as it was."""
    chosen = _made_sure(user.pk, names)
    others = Count("taggings", filter=~Q(taggings__tag__in=chosen))
    counted = Application.objects.filter(pk__in=applications).annotate(others=others)
    roomy = counted.filter(others__lte=MOST_TAGS - len(chosen)).values_list("pk", flat=True)
    tagged = list(roomy)
    _put(tagged, chosen)
    return tagged


def take_off(applications: Collection[int], user: "User", names: Collection[str]) -> set[int]:
    """Take tags off applications of the user, by id. Those that had one."""
    found = Tagging.objects.filter(application__in=applications, tag__in=_named(user.pk, names))
    bared = set(found.values_list("application", flat=True))
    found.delete()
    return bared


def rename(tag: Tag, name: str) -> bool:
    """False when another tag of the person is called so."""
    try:
        with transaction.atomic():
            tag.name = name
            tag.save(update_fields=["name"])
    except IntegrityError:
        return False
    return True


@transaction.atomic
def merge(tag: Tag, into: Tag) -> None:
    """Put `into` wherever `tag` is, and let `tag` go."""
    tagged = Tagging.objects.filter(tag=tag).values_list("application_id", flat=True)
    _put(tagged, [into])
    tag.delete()


def _made_sure(user_id: int, names: Collection[str]) -> list[Tag]:
    """The tags of these names. A name in other letters, “Remote” for “remote”, is the same."""
    Tag.objects.bulk_create(
        [Tag(user_id=user_id, name=name) for name in names], ignore_conflicts=True
    )
    return list(_named(user_id, names))


def _named(user_id: int, names: Iterable[str]) -> QuerySet[Tag]:
    # Compared by the database, whose idea of small letters the constraint goes by.
    same = Tag.objects.annotate(small=Lower("name"))
    return same.filter(user_id=user_id, small__in=[Lower(Value(name)) for name in names])


def _put(application_ids: Iterable[int], tags: Iterable[Tag]) -> None:
    taggings = [
        Tagging(application_id=pk, tag=tag) for pk in sorted(application_ids) for tag in tags
    ]
    Tagging.objects.bulk_create(taggings, ignore_conflicts=True)

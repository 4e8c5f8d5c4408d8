"""Models: nothing lost, ids exact, and what Python expects of a value."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import attrs
import pytest
from hikerkit_api import api, models
from hikerkit_api.core.json import to_plain
from hikerkit_api.core.model import Model
from hikerkit_api.core.views import ModelList, wrap
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import documented

BODIES = documented()
OPERATIONS = {operation.id: operation for operation in api.operations()}


def read_everything(value: Any) -> int:
    """Read every attribute at every depth; the response is how many."""
    if isinstance(value, list):
        return sum(read_everything(item) for item in value)
    if not isinstance(value, Model):
        return 0
    return sum(1 + read_everything(getattr(value, name)) for name in value.__keys__)


def as_model(operation_id: str, body: Any) -> Any:
    shape = OPERATIONS[operation_id].body
    assert shape is not None
    return wrap(shape, body)


def body_model(operation_id: str) -> Any:
    return as_model(operation_id, copy.deepcopy(BODIES[operation_id]))


@pytest.mark.parametrize("operation_id", BODIES)
def test_documented_bodies_come_back_equal(operation_id: str) -> None:
    body = body_model(operation_id)
    assert read_everything(body) > 1
    # As text: 1 == 1.0 == True would hide a change.
    assert json.dumps(body.to_dict()) == json.dumps(BODIES[operation_id])
    assert body == BODIES[operation_id]
    assert json.loads(body.to_json()) == BODIES[operation_id]
    fresh = type(body).from_json(json.dumps(BODIES[operation_id]))
    assert fresh == body and json.dumps(fresh.to_dict()) == json.dumps(BODIES[operation_id])
    again = pickle.loads(pickle.dumps(body))
    assert type(again) is type(body) and again == body
    assert copy.deepcopy(body) == copy.copy(body) == body
    assert len(repr(body)) < 600


def pointers(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [at] if at else []
    if isinstance(value, dict):
        for key, item in value.items():
            found += pointers(item, (*at, key))
    if isinstance(value, list):
        for index, item in enumerate(value):
            found += pointers(item, (*at, index))
    return found


PLACES = {operation_id: pointers(body) for operation_id, body in BODIES.items()}
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(data=st.data(), change=JSON)
@settings(max_examples=300, deadline=None)
def test_any_change_of_a_body_is_kept(data: st.DataObject, change: Any) -> None:
    operation_id = data.draw(st.sampled_from(sorted(BODIES)))
    way = data.draw(st.sampled_from(PLACES[operation_id]))
    changed = copy.deepcopy(BODIES[operation_id])
    place = changed
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = change
    expected = json.dumps(changed)
    model = as_model(operation_id, changed)
    read_everything(model)
    repr(model)
    assert json.dumps(model.to_dict()) == expected
    assert json.dumps(json.loads(model.to_json())) == expected
    assert json.dumps(type(model).from_json(expected).to_dict()) == expected


def test_unknown_fields_are_kept_and_within_reach() -> None:
    user = models.User.from_dict(
        {"pk": 1, "new": {"deep": [1]}, "bio_links": [{"url": "u", "x": 2}]}
    )
    assert user.additional_properties == {"new": {"deep": [1]}}
    assert user["new"] == {"deep": [1]} and "new" in user and "other" not in user
    assert user.bio_links is not None and user.bio_links[0].additional_properties == {"x": 2}
    with pytest.raises(KeyError):
        user["other"]


def test_names_of_the_service_cannot_shadow_methods() -> None:
    hostile: dict[str, Any] = {
        "pk": 1,
        "to_dict": "x",
        "__class__": "y",
        "__deepcopy__": "z",
        "_data": {},
        "__reduce_ex__": 0,
        "__dict__": {"pk": 2},
        "__copy__": 1,
        "__iter__": 1,
        "__keys__": {},
        "__names__": {},
        "__nested__": 1,
        "__required__": 1,
        "__summary__": "pk",
        "__attributes__": [],
        "to_json": None,
        "from_json": None,
        "additional_properties": {},
        "bio_links": [],
    }
    user = models.User.from_dict(hostile)
    assert user.to_dict() == hostile and json.loads(user.to_json()) == hostile
    assert copy.deepcopy(user) == copy.copy(user) == user == pickle.loads(pickle.dumps(user))
    assert list(user) == list(hostile) and user.pk == 1 and repr(user) == "User(pk=1, +18 fields)"
    assert user.additional_properties.keys() == hostile.keys() - {"pk", "bio_links"}
    assert user["bio_links"] == [] and user.__replace__(pk=2).pk == 2 and type(user) is models.User
    user.pk = 3
    with pytest.raises(AttributeError):
        user.to_dict = 1  # type: ignore[assignment,method-assign]
    assert user["pk"] == 3 and user["to_dict"] == "x"


def test_an_attribute_that_is_missing_or_misspelled() -> None:
    user = models.User.from_dict({"pk": 1})
    assert user.full_name is None and models.User.from_dict({"full_name": "x"}).full_name == "x"
    with pytest.raises(AttributeError):
        user.usrname  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(AttributeError, match="did you mean username"):
        user.usrname = "x"  # type: ignore[attr-defined]


def test_null_missing_and_wrong_values_read_as_they_are() -> None:
    user = models.User.from_dict(
        {"pk": None, "bio_links": None, "nametag": "text", "pronouns": {"a": 1}}
    )
    assert user.pk is None and user.username is None and user.bio_links is None
    assert user.nametag == "text" and user.pronouns == {"a": 1}
    assert "username" not in user and "bio_links" in user


def test_odd_entries_of_a_list_stay_in_place() -> None:
    media = models.Media.from_dict({"pk": 1, "usertags": [{"x": 1.5}, None, "odd", [2]]})
    tags = media.usertags
    assert isinstance(tags, ModelList)
    assert isinstance(tags[0], models.Usertag) and tags[1:] == [None, "odd", [2]]
    assert media.to_dict() == {"pk": 1, "usertags": [{"x": 1.5}, None, "odd", [2]]}


def test_editing_changes_what_is_written() -> None:
    media = models.Media.from_dict({"pk": 1, "usertags": [], "caption": {"text": "old"}})
    assert media.caption is not None and media.usertags is not None
    media.caption.text = "new"
    media.like_count = 3
    media.usertags.append(models.Usertag(x=0.5))
    media["extra"] = True
    expected = {
        "pk": 1,
        "usertags": [{"x": 0.5}],
        "caption": {"text": "new"},
        "like_count": 3,
        "extra": True,
    }
    assert media.to_dict() == expected
    with pytest.raises(AttributeError):
        media.no_such_field = 1  # type: ignore[attr-defined]


def test_a_model_shares_nothing_with_what_it_was_made_from() -> None:
    source = {"pk": 1, "bio_links": [{"url": "u"}]}
    user = models.User.from_dict(source)
    source["bio_links"][0]["url"] = "changed"  # type: ignore[index]
    assert user.to_dict() == {"pk": 1, "bio_links": [{"url": "u"}]}
    user.to_dict()["pk"] = 2
    assert user.pk == 1
    with pytest.raises(TypeError, match=r"from_dict\(\) needs a dict"):
        models.User.from_dict([1])  # type: ignore[arg-type]


def test_constructor_knows_its_fields() -> None:
    user = models.ShortUser(pk="1", username="natgeo")
    assert user.to_dict() == {"pk": "1", "username": "natgeo"}
    with pytest.raises(TypeError, match="no field 'usrname'; did you mean username"):
        models.ShortUser(pk="1", usrname="x")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="needs username="):
        models.ShortUser(pk="1")  # type: ignore[call-arg]


def test_equality_minds_class_and_content() -> None:
    assert models.Image(width=1) == models.Image(width=1) == {"width": 1}
    assert models.Image(width=1) != models.Image(width=2)
    assert models.Image(width=1) != models.VideoVersion(width=1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(models.Image(width=1))


def test_attrs_knows_the_models() -> None:
    assert attrs.has(models.Image)
    assert [field.name for field in attrs.fields(models.Image)] == list(models.Image.__keys__)
    assert attrs.asdict(models.Image(width=3))["width"] == 3


def test_replace_makes_a_changed_copy() -> None:
    image = models.Image(width=1, height=2)
    assert image.__replace__(width=5) == {"width": 5, "height": 2} and image.width == 1
    with pytest.raises(TypeError, match="no field"):
        image.__replace__(depth=1)


def test_very_deep_json_is_copied() -> None:
    deep: Any = 1
    for _ in range(5_000):
        deep = [deep]
    assert to_plain(to_plain(deep))[0][0] is not None


def test_names_that_python_cannot_use_have_others() -> None:
    tags = models.FbUserTags.from_dict({"in": [1]})
    assert tags.in_ == [1]
    owner = models.ReelOwner.from_dict({"__typename": "GraphUser", "id": "1"})
    assert owner.typename == "GraphUser"


def test_json_text_goes_in_and_comes_out() -> None:
    text = '{"pk":123456789012345678901234567890,"biography":"\\ud83c cut","x":[1.0,{"y":null}]}'
    user = models.User.from_json(text)
    assert user.pk == 123456789012345678901234567890 and user.biography == "\ud83c cut"
    assert user.to_json() == text.encode()
    for wrong, kind in (
        ("[1]", TypeError),
        ("{", ValueError),
        ("NaN", ValueError),
        ("[" * 9999, ValueError),
    ):
        with pytest.raises(kind):
            models.User.from_json(wrong)


def test_a_subclass_has_the_fields_of_its_base() -> None:
    class Marked(models.ShortUser):
        mark: str | None = None

    made = Marked(pk=1, username="x", mark="m")
    assert (made.pk, made.mark, made.additional_properties) == (1, "m", {})


def test_json_that_is_nested_deep_is_pickled() -> None:
    deep: Any = 1
    for _ in range(600):
        deep = [deep]
    user = models.User.from_dict({"pk": 1, "deep": deep})
    assert pickle.loads(pickle.dumps(user)) == user


def test_a_number_too_large_for_a_float_does_not_turn_into_another() -> None:
    with pytest.raises(ValueError, match="out of range"):
        models.User.from_json('{"pk": 1e400}')


def test_a_repr_steers_no_terminal() -> None:
    assert repr(models.OpenObject.from_dict({"\x1b[2J": "\x1b[2J"})).isprintable()

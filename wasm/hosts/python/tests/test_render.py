import json
import os
import random
import threading
import time

import pytest

from agentrender import Image, MemoryLimitError, Options, Problem, Renderer, RenderError, RenderTimeout, RequestError, Source

AGENT = """apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata: {name: scout, namespace: tidepool}
spec: {workspaceDir: /workspace, serviceAccountName: scout-runner}
"""
CASES = os.environ.get("AGENTRENDER_CASES")


def agent(name: str = "scout") -> Source:
    return Source("scout.yaml", AGENT.replace("name: scout,", f"name: {name},"))


def many(count: int) -> Source:
    return Source("many.yaml", "---\n".join(agent(f"scout-{i}").text for i in range(count)))


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


def cases():
    if not CASES:
        return []
    with open(CASES, encoding="utf-8") as file:
        return json.load(file)


@pytest.mark.skipif(not CASES, reason="AGENTRENDER_CASES is not set; see wasm/hosts/cases")
@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_golden_case_gives_the_bytes_of_the_native_library(renderer, case):
    request, expected = case["request"], case["response"]
    options = Options(namespace=request["options"]["namespace"], format=request["options"]["format"], keep_going=True)
    result = renderer.render(*(Source(**source) for source in request["sources"]), options=options)
    assert result.output == expected["output"]
    assert result.problems == [Problem.from_wire(problem) for problem in expected["problems"]]
    assert (result.agents, result.rendered) == (expected["agents"], expected["rendered"])


def test_problems_have_places(renderer):
    result = renderer.render(Source("scout.yaml", AGENT.replace("serviceAccountName", "serviceAcountName")))
    assert result.output == ""
    first = result.errors[0]
    assert (first.file, first.line, first.object.name) == ("scout.yaml", 4, "scout")
    assert "serviceAccountName" in str(first)


def test_options(renderer):
    options = Options(format="json", suspend=True, keep_inputs=True, limits={"memory": "4Gi"}, strict=False)
    objects = json.loads(renderer.render(agent(), options=options).output)
    deployment = next(o for o in objects if o["kind"] == "Deployment")
    assert deployment["spec"]["replicas"] == 0
    assert {"Agent", "Service"} <= {o["kind"] for o in objects}


def test_thousand_renders_do_not_grow():
    renderer = Renderer(idle=1)
    for _ in range(10):
        renderer.render(agent())
    size = renderer._idle[0].memory_bytes
    for _ in range(1000):
        assert renderer.render(agent()).rendered == 1
    assert renderer._idle[0].memory_bytes == size


def test_eight_in_parallel(renderer):
    found = {}

    def work(name):
        found[name] = all(f"name: {name}-server" in renderer.render(agent(name)).output for _ in range(20))

    threads = [threading.Thread(target=work, args=(f"worker-{i}",)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {f"worker-{i}": True for i in range(8)}


def test_timeout_stops_the_module(renderer):
    large = many(20000)
    begin = time.monotonic()
    with pytest.raises(RenderTimeout):
        renderer.render(large, timeout=0.03)
    assert time.monotonic() - begin < 10
    assert renderer.render(agent(), timeout=30).rendered == 1


def test_memory_limit():
    renderer = Renderer(memory_limit=8 << 20)
    for count in (5000, 60000):
        with pytest.raises(MemoryLimitError):
            renderer.render(many(count))
        assert renderer.render(agent()).rendered == 1


def test_garbage(renderer):
    generator = random.Random(1)
    for _ in range(300):
        text = "".join(generator.choices(" \n\t-:{}[]&*!|>'\"%@`#,?ab01\\\0\x7f\ud800\U0001f600", k=generator.randrange(200)))
        assert renderer.render(Source("garbage", text)).rendered == 0


@pytest.mark.parametrize("source, options", [
    (Source("", AGENT), Options()),
    (Source("a", None), Options()),
    (Source("a", AGENT), Options(format="xml")),
    (Source("a", AGENT), Options(keep_going=3)),
    (Source("a", AGENT), Options(images=[Image("")])),
])
def test_wrong_requests(renderer, source, options):
    with pytest.raises(RequestError):
        renderer.render(source, options=options)


@pytest.mark.parametrize("request_bytes", [b"", b"null", b"[]", b"{", b'{"sources": 3}', b"\0\xff", b"[" * 100000])
def test_raw_requests_are_answered(renderer, request_bytes):
    assert json.loads(renderer._call(request_bytes, None))["accepted"] is False


def test_another_module():
    with pytest.raises(RenderError):
        Renderer(module=b"\0asm\1\0\0\0")

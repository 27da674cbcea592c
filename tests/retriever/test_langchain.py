"""BronwijzerRetriever works in a LangChain chain, in step and at once."""

import asyncio
from pathlib import Path
from typing import cast

import pytest
from langchain_core.documents import Document
from langchain_core.language_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnableLambda, RunnablePassthrough

from retriever.assistant import Assistant
from retriever.following import FollowingAssistant
from retriever.langchain import BronwijzerRetriever
from retriever.question import BadQuestion

QUESTION = "Wat is een omklapcontract?"


@pytest.fixture(scope="module")
def retriever(assistant: Assistant) -> BronwijzerRetriever:
    return BronwijzerRetriever(assistant=assistant, limit=5)


def test_documents_are_the_passages_with_their_places(
    retriever: BronwijzerRetriever, assistant: Assistant
) -> None:
    found = retriever.invoke(QUESTION)
    hits = assistant.search(QUESTION, 5).hits
    assert [document.page_content for document in found] == [hit.text for hit in hits]
    first = found[0]
    stored = assistant.text(first.metadata["document"]).text
    assert stored[first.metadata["start"] : first.metadata["end"]] == first.page_content
    assert first.metadata == {
        "document": hits[0].passage.document,
        "title": assistant.documents[hits[0].passage.document].title,
        "year": assistant.documents[hits[0].passage.document].year,
        "section": list(hits[0].passage.section),
        "page": hits[0].passage.page,
        "start": hits[0].span.start,
        "end": hits[0].span.end,
        "id": first.id,
        "score": round(hits[0].score, 4),
    }


def test_only_the_documents_asked_for_are_searched(assistant: Assistant) -> None:
    only = "regionale-koers-2017"
    found = BronwijzerRetriever(assistant=assistant, documents=[only]).invoke(QUESTION)
    assert {document.metadata["document"] for document in found} == {only}


def test_an_assistant_that_follows_the_index_will_do(assistant: Assistant) -> None:
    following = cast(Assistant, FollowingAssistant(lambda: assistant, Path("nowhere")))
    assert BronwijzerRetriever(assistant=following, limit=1).invoke(QUESTION)


def test_a_question_that_cannot_be_asked_is_refused(retriever: BronwijzerRetriever) -> None:
    with pytest.raises(BadQuestion):
        retriever.invoke(" ")


def chain(retriever: BronwijzerRetriever, prompts: list[str]) -> Runnable[str, str]:
    """retriever | format | chat model, as tutorials make it; `prompts` is what the model got."""

    def form(documents: list[Document]) -> str:
        return "\n\n".join(f"[{d.metadata['id']}] {d.page_content}" for d in documents)

    def overhear(prompt: object) -> object:
        prompts.append(str(prompt))
        return prompt

    asked = {"context": retriever | form, "question": RunnablePassthrough()}
    template = ChatPromptTemplate.from_template("{context}\n\nVraag: {question}")
    model = FakeListChatModel(responses=["Een contract dat overgaat op de huurder."])
    return asked | template | RunnableLambda(overhear) | model | StrOutputParser()


def test_a_chain_answers_over_our_passages(retriever: BronwijzerRetriever) -> None:
    prompts: list[str] = []
    assert chain(retriever, prompts).invoke(QUESTION) == "Een contract dat overgaat op de huurder."
    assert all(document.metadata["id"] in prompts[0] for document in retriever.invoke(QUESTION))


def test_an_asynchronous_chain_gives_the_same(retriever: BronwijzerRetriever) -> None:
    prompts: list[str] = []
    said = asyncio.run(chain(retriever, prompts).ainvoke(QUESTION))
    assert said == "Een contract dat overgaat op de huurder."
    assert asyncio.run(retriever.ainvoke(QUESTION)) == retriever.invoke(QUESTION)

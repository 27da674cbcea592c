"""Bronwijzer as a LangChain retriever: the one module of finding that knows LangChain's seam."""

from collections.abc import Sequence
from typing import Annotated

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import SkipValidation

from retriever.assistant import Assistant
from retriever.following import newest
from retriever.reply import passage_reply


class BronwijzerRetriever(BaseRetriever):
    """Passages in any chain. `page_content` is the passage's text; the metadata say where it
    stands: document, title, year, section, page, start, end, score and id.

    Called from asynchronous code it works in a thread. Raises BadQuestion and UnknownDocument.
    """

    assistant: Annotated[Assistant, SkipValidation]
    limit: int = 20
    documents: Sequence[str] = ()

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain's signature
    ) -> list[LangChainDocument]:
        assistant = newest(self.assistant)
        hits = assistant.search(query, self.limit, self.documents).hits
        replies = [passage_reply(hit, assistant.documents) for hit in hits]
        return [
            LangChainDocument(
                page_content=reply.text,
                id=reply.id,
                metadata=reply.model_dump(exclude={"text", "why"}),
            )
            for reply in replies
        ]

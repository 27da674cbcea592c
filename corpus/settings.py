"""Settings from the environment, prefix BRONWIJZER_; a name that does not exist is refused."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "BRONWIJZER_"


class UnknownSetting(Exception):
    """A BRONWIJZER_ name in the environment is no setting; the message lists those that are."""


class Settings(BaseSettings):
    """Every setting with its default; paths are relative to the working directory."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid")

    corpus: Path = Field(Path("corpus"), description="Folder of catalogue.toml and documents/.")
    index: Path = Field(Path("var/index"), description="Folder of the index.")
    models: Path = Field(Path("var/models"), description="Folder for the packaged weights.")
    encoder: str = Field("packaged", description="`packaged`, a model folder, or a name on a hub.")
    adapter: Literal["packaged", "off"] = Field(
        "packaged", description="Learnt change to how the packaged encoder reads questions."
    )
    reranker: str = Field("late", description="Or cross-encoder:NAME, or multi-vector:NAME.")
    chroma_url: str = Field("", description="URL of a Chroma server; empty: embedded.")
    host: str = Field("127.0.0.1", description="Address that `serve` listens on.")
    port: int = Field(7860, ge=1, le=65535, description="Port that `serve` listens on.")
    public_url: str = Field(
        "", pattern=r"^(https?://[^/\s]+/?)?$", description="Address that people use, https://NAME."
    )
    data: Path = Field(Path("var/data"), description="Folder of keys, sessions and feedback.")
    oidc_issuer: str = Field("", description="OpenID Connect provider to sign in with.")
    oidc_client_id: str = Field("", description="What it knows this server by.")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="And its secret.")
    oidc_role_claim: str = Field("roles", description="Claim that names reader, editor or admin.")
    rate: int = Field(300, ge=0, description="Questions a minute of one caller; 0: no limit.")
    answers: int = Field(4, ge=1, description="Questions that are answered side by side.")
    processes: int = Field(
        0, ge=0, le=256, description="Processes that answer beside the server's own, 1 GiB each."
    )
    waiting: int = Field(16, ge=0, description="Questions that wait their turn; then 503.")
    upload_mib: int = Field(50, ge=1, description="Largest document that is taken in.")
    feedback_days: int = Field(180, ge=1, description="Days that feedback is kept.")
    read_seconds: float = Field(180, gt=0, description="Longest that reading one file may take.")
    read_memory: int = Field(1024, ge=256, description="MiB of memory that it may take.")
    read_pages: int = Field(2000, ge=1, description="Most pages of a PDF.")
    read_output: int = Field(32, ge=1, description="MiB of what may be read from one file.")
    model: str = Field("", description="Chat model, PROVIDER:NAME; empty: quotes only.")
    model_url: str = Field("", description="Base URL of an OpenAI-compatible or own server.")
    model_key: SecretStr = Field(SecretStr(""), description="Key that the model's server asks for.")
    model_seconds: float = Field(30, gt=0, le=600, description="Longest wait for its answer.")
    model_room: int = Field(6000, ge=500, description="Characters of the reports that it is shown.")


def read_settings() -> Settings:
    """Raises UnknownSetting for a misspelt name, pydantic's ValidationError for a bad value."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    unknown = sorted(
        name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known
    )
    if unknown:
        raise UnknownSetting(f"{unknown[0]} is no setting; known are {', '.join(sorted(known))}")
    return Settings()

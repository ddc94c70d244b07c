"""Keeps what a partner hears from Circulog over Kafka in a small file of its own. See README.md beside it."""

import argparse
import json
import os
import re
import signal
from datetime import datetime, timezone

from kafka import KafkaConsumer

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--brokers", default="localhost:9092")
arguments.add_argument("--partner", required=True)
arguments.add_argument("--state", default="state.json")
arguments.add_argument("--from-start", action="store_true")
given = arguments.parse_args()

OWN = f"circulog.partner.{given.partner}.v1"
TOPICS = ["circulog.device-events.v1", "circulog.metrics.v1", "circulog.restatements.v1", OWN]
LOOK_MILLIS = 5_000
SEEN_MAX = 100_000


def opened():
    """The file as it was left; without one, or from the start, an empty one with a consumer group of its own."""
    if not given.from_start and os.path.exists(given.state):
        with open(given.state, encoding="utf-8") as file:
            return json.load(file)
    since = datetime.now(timezone.utc).isoformat()
    return {"since": since, "devices": {}, "findings": {}, "rows": {}, "restatements": [], "seen": {}}


def take(state, message):
    """A CloudEvent in binary mode: attributes are headers, data is the value. Again, it changes nothing."""
    headers = {name: value.decode() for name, value in message.headers}
    key, data = message.key.decode(), json.loads(message.value)
    ce_id, ce_type = headers["ce_id"], headers["ce_type"]
    if ce_id in state["seen"]:
        return
    state["seen"][ce_id] = 1
    if len(state["seen"]) > SEEN_MAX:
        del state["seen"][next(iter(state["seen"]))]
    if ce_type.startswith("org.circulog.metric.MetricValue."):
        state["rows"][f"{message.topic} {key}"] = data
    elif ce_type.startswith("org.circulog.metric.MetricRestated."):
        state["restatements"].append({"key": key, **data})
    elif "occurredAt" in data:
        events = state["devices"].setdefault(data["deviceId"], {})
        known = events.get(data["eventId"], {})
        events[data["eventId"]] = {**known, **data} if message.topic == OWN else {**data, **known}
    else:
        state["findings"][ce_id] = data


def save(state):
    """All of it or nothing: a process that is killed leaves the file as it was."""
    with open(f"{given.state}.new", "w", encoding="utf-8") as file:
        json.dump(state, file, indent=1)
    os.replace(f"{given.state}.new", given.state)


def security():
    """Credentials come by environment: command lines are seen by everybody on the machine."""
    is_encrypted, username = os.environ.get("KAFKA_TLS") == "on", os.environ.get("KAFKA_USERNAME")
    settings = {"security_protocol": ("SASL_" if username else "") + ("SSL" if is_encrypted else "PLAINTEXT")}
    if is_encrypted and "KAFKA_CA" in os.environ:
        settings["ssl_cafile"] = os.environ["KAFKA_CA"]
    if username:
        settings |= {"sasl_mechanism": "SCRAM-SHA-512", "sasl_plain_username": username}
        settings["sasl_plain_password"] = os.environ["KAFKA_PASSWORD"]
    return settings


stopping = []
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, lambda *_: stopping.append(True))

kept = opened()
consumer = KafkaConsumer(
    bootstrap_servers=given.brokers.split(","),
    group_id=f"{given.partner}.example-{kept['since']}",
    isolation_level="read_committed",
    auto_offset_reset="earliest",
    enable_auto_commit=False,
    allow_auto_create_topics=False,
    metadata_max_age_ms=LOOK_MILLIS,
    **security(),
)
# By pattern: a topic of one partner is there from its first message on, and is followed from then on.
consumer.subscribe(pattern="^(" + "|".join(map(re.escape, TOPICS)) + ")$")
while not stopping:
    batches = consumer.poll(timeout_ms=500)
    if not batches:
        continue
    for messages in batches.values():
        for each in messages:
            take(kept, each)
    # What is kept first, how far it goes second: whoever dies in between gets them again, and knows them by their ids.
    save(kept)
    consumer.commit()
    print(f"{sum(map(len, batches.values()))} messages", flush=True)
consumer.close(autocommit=False)
print("stopped", flush=True)

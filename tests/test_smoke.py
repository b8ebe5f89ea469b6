from conftest import Store


def test_chain(store: Store) -> None:
    store.ok("fund", "add", "自筹", "--budget", "300万元")
    store.ok("village", "add", "牙河村", "--county", "陇西县")
    store.ok("project", "add", "大棚", "--village", "牙河村")
    store.ok("receipt", "add", "5000", "--fund", "自筹")
    store.ok("allocation", "add", "100万", "--fund", "自筹", "--project", "大棚")
    store.ok("spending", "add", "5000", "--project", "大棚")
    refused = store("spending", "add", "0.01", "--project", "大棚")
    assert refused.code == 1
    assert "0.01" in refused.err
    rows = store.json("report", "village", "牙河村")["tables"][0]["rows"]
    assert rows[0]["spent"] == "5000.00"
    assert store.ok("check")

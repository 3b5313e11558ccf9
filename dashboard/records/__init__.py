"""The shared vocabulary: frozen records and closed code lists. Imports nothing else of ours."""

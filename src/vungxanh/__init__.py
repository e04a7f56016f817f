"""Vùng Xanh: runs a province's outbreak-response communication plan, from figures to proof."""
